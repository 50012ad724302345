package de.handschlag.catalogue;

/**
 * Who receives a complaint (Art. 77 GDPR).
 *
 * @param key  what agencies and their types name it by
 * @param name in German, as it stands on its door
 * @param kind state, church or, as courts have none, court
 */
public record Authority(String key, String name, Kind kind) {

    /** Chooses the sentence of the notice. */
    public enum Kind {
        STATE,
        CHURCH,
        COURT
    }
}
