package de.handschlag.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * A value of an attribute's code list.
 *
 * @param attribute key of the attribute
 * @param code      the value
 * @param labelDe   German meaning
 * @param labelEn   English meaning
 * @param canonical what is stored instead of an alias; null unless it is one
 */
public record Code(String attribute, String code, String labelDe, String labelEn, Use use, @Nullable String canonical) {

    /** What becomes of a code that somebody sends. */
    public enum Use {
        CURRENT,
        /** A state that no longer exists, of which people were born. */
        FORMER,
        /** Taken, and its canonical code stored. */
        ALIAS,
        /** Means more than one thing: not taken, the person has to be asked again. */
        REFUSE,
        /** Stands in a travel document and is no nationality for other ends. */
        DOCUMENT_ONLY
    }

    static String id(String attribute, String code) {
        return attribute + " " + code;
    }
}
