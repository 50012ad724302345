package de.handschlag.consent.onetimecode;

/** What a code is good for. */
public enum OneTimeCodeKind {
    /** The person gives it to an agency, which then links its case to the person. */
    LINK,
    /** An agency gives it to the person, who then binds a login. */
    BINDING,
    /** An agency gives it to somebody who then binds a login by which they act for the person (R11). */
    GUARDIAN,
    /** The person reads it at an address, which they confirm by it. */
    ADDRESS
}
