package de.handschlag.deploy.local;

import org.jspecify.annotations.Nullable;

/** A part of the stack could not be started or used; the message says what the reader can do. */
public class StackException extends RuntimeException {

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
