package de.handschlag.registry.correction;

/** What a person wants of a stored value. */
public enum Wish {
    /** Something else is right (Art. 16 GDPR). */
    CHANGE,
    /** It does not belong there, for instance as it is another person's (Art. 17 GDPR). */
    DELETE
}
