package de.handschlag.catalogue;

/**
 * What a consent or an emergency rests on under one data protection law.
 *
 * @param special    whether a special category is among the attributes
 * @param citationDe for instance {@code § 6 Abs. 1 Buchst. b, § 8 KDG}
 * @param citationEn the same in English
 */
public record LegalBasis(String regime, Basis basis, boolean special, String citationDe, String citationEn) {

    static String id(String regime, Basis basis, boolean special) {
        return regime + " " + basis + " " + special;
    }
}
