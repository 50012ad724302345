package de.handschlag.audit.asking.anomaly;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

import io.smallrye.config.ConfigMapping;

/** What is usual; application.properties explains each. */
@ConfigMapping(prefix = "handschlag.anomaly")
interface AnomalySettings {

    ZoneId timeZone();

    LocalTime officeFrom();

    LocalTime officeTo();

    /** ISO numbers, 1 is Monday. */
    List<Integer> officeDays();

    int usualDays();

    int volumeFactor();

    int volumeLeast();

    int denialsLeast();

    int refusedTriesLeast();

    int bindingCodesLeast();

    int bindingCodesRepeated();

    int askedAgainLeast();
}
