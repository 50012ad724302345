package de.handschlag.registry.disclosure;

/** A read would rest on a statute, and does not say for which file and why (R22). Which cases it names makes no difference. */
class GroundsMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GroundsMissingException() {
        super("a read by a statute names file and reason", null, false, false);
    }
}
