package de.handschlag.catalogue;

/**
 * A text that an earlier catalogue took, and the value of today that means exactly the same.
 *
 * @param old what is stored
 */
record OldValue(String attribute, String old, String value) {

    static String id(String attribute, String old) {
        return attribute + " " + old;
    }
}
