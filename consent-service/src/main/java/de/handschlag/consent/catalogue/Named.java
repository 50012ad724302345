package de.handschlag.consent.catalogue;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Labels;

/**
 * What an entry of the catalogue is called on a person's page. The German word stands beside the one in another language, because
 * it is the one on the office's door and forms.
 *
 * @param key      of the entry
 * @param language BCP 47 tag of the label's language, which is German where there is none in the reader's
 * @param german   the German label; null where the label is German
 */
public record Named(String key, String label, String language, @Nullable String german) {

    private static final String GERMAN = "de";

    static Named of(String key, String label, Labels labels, String german) {
        return new Named(key, label, labels.language(), labels.language().startsWith(GERMAN) ? null : german);
    }

    /** Id of the input of a form's field that is about it. */
    public String id(String field) {
        return field + "-" + key;
    }

    /** An entry that the catalogue has no more. */
    static Named forgotten(String key) {
        return new Named(key, key, GERMAN, null);
    }
}
