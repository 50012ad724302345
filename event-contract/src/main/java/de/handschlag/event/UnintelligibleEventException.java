package de.handschlag.event;

import org.jspecify.annotations.Nullable;

/** A record on a topic cannot be understood. It goes to the dead-letter topic; the message names no content. */
public class UnintelligibleEventException extends RuntimeException {

    public UnintelligibleEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
