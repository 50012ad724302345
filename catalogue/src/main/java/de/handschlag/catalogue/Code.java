package de.handschlag.catalogue;

/**
 * A value that an attribute can take, from its code list.
 *
 * @param attribute key of the attribute
 * @param code      the value
 * @param labelDe   German meaning
 */
public record Code(String attribute, String code, String labelDe) {

    static String id(String attribute, String code) {
        return attribute + " " + code;
    }
}
