package de.handschlag.catalogue;

/** Whether a text is a value of an attribute. */
public sealed interface ValueCheck {

    /** @param value what is to be stored: the canonical code for an alias, otherwise the text as it came */
    record Accepted(String value) implements ValueCheck {}

    /** @param expectation what the attribute takes; never what was sent */
    record Refused(String expectation) implements ValueCheck {}
}
