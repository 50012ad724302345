package de.handschlag.corridor;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that could not be understood.
 *
 * @param reason why, for the operator; without personal data
 */
public record DeadLetter(ConsumerRecord<String, byte[]> message, String reason) {}
