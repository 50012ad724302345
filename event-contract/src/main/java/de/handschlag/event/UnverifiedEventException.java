package de.handschlag.event;

import org.jspecify.annotations.Nullable;

/** Nobody who may say it has signed what a record on a topic says. It counts for nothing; the message names no content. */
public final class UnverifiedEventException extends UnintelligibleEventException {

    public UnverifiedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
