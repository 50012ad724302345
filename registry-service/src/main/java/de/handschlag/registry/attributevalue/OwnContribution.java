package de.handschlag.registry.attributevalue;

import java.time.Instant;
import java.time.LocalDate;

/**
 * That there is a value, and since when; never the value, which would be a read of personal data without purpose and record (R18, G3).
 *
 * @param source     the agency itself
 * @param recordedAt when it contributed it last
 */
public record OwnContribution(String attribute, String source, LocalDate asOf, Instant recordedAt) {}
