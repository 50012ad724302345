package de.handschlag.corridor;

import java.util.logging.Filter;
import java.util.logging.LogRecord;

import org.jspecify.annotations.Nullable;

import io.quarkus.logging.LoggingFilter;

/**
 * Keeps the connector's stack traces for records that it could not send out of the log. Whoever sent such a record is told, answers or
 * tries again, and says so once in an outage.
 */
@LoggingFilter(name = "unsent-records")
public final class UnsentRecords implements Filter {

    @Override
    public boolean isLoggable(LogRecord record) {
        @Nullable
        String message = record.getMessage();
        return message == null || !(message.startsWith("SRMSG18206:") || message.startsWith("SRMSG18212:"));
    }
}
