package de.handschlag.audit.asking.query;

import java.time.LocalDate;
import java.util.SortedMap;

/** How many reads there were, by each of three; from counts that name no person and no employee. */
public record Volume(SortedMap<LocalDate, Long> byDay, SortedMap<String, Long> byOffice,
        SortedMap<String, Long> byPurpose, SortedMap<String, Long> byType) {}
