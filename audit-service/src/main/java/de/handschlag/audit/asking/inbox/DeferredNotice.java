package de.handschlag.audit.asking.inbox;

import java.time.Instant;

/**
 * An office's reads that a person is shown later, or a wish for that (R22).
 *
 * @param index    of the entry that approved it, or asked for it
 * @param approved whether it is in force; else it waits for a second employee
 * @param until    its end
 * @param earlier  how many of the same office, person and purpose were approved before
 */
public record DeferredNotice(long index, Instant time, String agency, String purpose, boolean approved, Instant until,
        long earlier) {}
