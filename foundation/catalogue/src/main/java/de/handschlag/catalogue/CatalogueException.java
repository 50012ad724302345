package de.handschlag.catalogue;

import java.util.List;

/** The catalogue's files cannot be used; the message names every mistake with its file and line. */
public class CatalogueException extends RuntimeException {

    private final List<String> mistakes;

    public CatalogueException(List<String> mistakes) {
        super("The catalogue has " + mistakes.size() + " mistake(s):\n  " + String.join("\n  ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** One line per mistake, {@code file:line: what is wrong}. */
    public List<String> mistakes() {
        return mistakes;
    }
}
