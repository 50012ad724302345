package de.handschlag.audit.chain.ingest;

/** The stored offsets are not the ones that this sequencer left: another one wrote, or an operator set them back. */
class OvertakenException extends RuntimeException {

    OvertakenException(String message) {
        super(message);
    }
}
