package de.handschlag.consent.outbox;

/** This database and the topic do not belong together: one of them went back in time. The message is for the operator. */
final class BehindTopicException extends Exception {

    private static final long serialVersionUID = 1;

    BehindTopicException(String message) {
        super(message);
    }
}
