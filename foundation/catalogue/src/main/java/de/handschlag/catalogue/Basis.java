package de.handschlag.catalogue;

/** What a reading rests on. */
public enum Basis {
    /** The person is asked. */
    CONSENT,
    /** Nobody is asked; the norm is named (R22). */
    STATUTE,
    /** A named emergency (R21). */
    EMERGENCY
}
