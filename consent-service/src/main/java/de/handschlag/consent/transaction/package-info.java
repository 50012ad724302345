/**
 * How transactions of this service stay out of each other's way. <b>One order of locks, everywhere:</b> first the person
 * ({@code data_subject}), then whatever belongs to that person (logins, codes, case links, consent records, receipts), at last
 * what belongs to nobody (agencies, notices, the outbox). Who starts from something else, a code or a case reference, reads without a lock
 * whose it is, locks the person, and looks again. A transaction locks one person; a job that tidies up rows of many persons takes
 * only rows that nobody holds ({@code SKIP LOCKED}). So no two transactions wait for each other in a circle (ADR 44). Should
 * PostgreSQL end one all the same, it is run again.
 */
@NullMarked
package de.handschlag.consent.transaction;

import org.jspecify.annotations.NullMarked;
