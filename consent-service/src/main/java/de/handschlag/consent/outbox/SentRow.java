package de.handschlag.consent.outbox;

/** An event and the place where Kafka acknowledged it. */
record SentRow(OutboxRow row, int partition, long offset) {}
