package de.handschlag.registry.correction;

/** Why a source lets a value stay (Art. 12(4) GDPR); pages have a sentence for each, and nobody types one. */
public enum KeptReason {
    /** It looked, and the value is right. */
    VALUE_IS_RIGHT,
    /** It cannot tell without a document that the person brings. */
    PROOF_NEEDED,
    /** A law says that it is to stay as it is. */
    LAW_REQUIRES
}
