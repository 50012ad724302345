package de.handschlag.deploy.local;

/** A part of the stack could not be started or used; the message says what the reader can do. */
public class StackException extends RuntimeException {

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
