package de.handschlag.verifier.payload;

/** JSON that is not what the format or the event's type says. The message names members, no values. */
public class MalformedException extends Exception {

    public MalformedException(String message) {
        super(message);
    }
}
