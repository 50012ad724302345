/**
 * What the registry has enforced: receipts are read from Kafka, remembered per person, and wake the withdrawals that wait for
 * them (G1, G6).
 */
@NullMarked
package de.handschlag.consent.enforcement;

import org.jspecify.annotations.NullMarked;
