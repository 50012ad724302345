package de.handschlag.text;

/** A text that is not taken. The message is a sentence for the sender, without its full stop, and never repeats the text. */
public final class RefusedTextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedTextException(String sentence) {
        super(sentence);
    }
}
