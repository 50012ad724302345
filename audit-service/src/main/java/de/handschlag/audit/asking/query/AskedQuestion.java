package de.handschlag.audit.asking.query;

import java.time.Instant;
import java.util.UUID;

/**
 * A question that was asked on a page and recorded.
 *
 * @param login  who asked
 * @param before the answer holds entries before this position
 */
public record AskedQuestion(UUID id, String login, LogQuestion question, Cursor before, Instant askedAt) {}
