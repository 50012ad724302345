package de.handschlag.audit.chain.log;

/** Signing now would contradict what was signed before; the message says why and holds nothing personal. */
public class ForkException extends RuntimeException {

    public ForkException(String message) {
        super(message);
    }
}
