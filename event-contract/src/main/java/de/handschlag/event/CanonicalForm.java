package de.handschlag.event;

/**
 * Recognises JSON that stands in its canonical form (RFC 8785) already, as the services write it: then nobody needs to parse,
 * sort and write it anew, which cost more than all else that is done with an event. It says no when in doubt: text outside of
 * ASCII, numbers with a fraction, escapes by code; those are brought into the form by the library.
 */
final class CanonicalForm {

    /** With so many digits an integer is exact as a double, so its canonical form is itself. */
    private static final int EXACT_DIGITS = 15;

    private final byte[] json;
    private int at;

    private CanonicalForm(byte[] json) {
        this.json = json;
    }

    /** Whether these bytes are one JSON value in canonical form, and nothing around it. False may be wrong, true is not. */
    static boolean is(byte[] json) {
        CanonicalForm form = new CanonicalForm(json);
        return form.value() && form.at == json.length;
    }

    /** Whether this text may stand between quotation marks as it is. */
    static boolean isPlain(byte[] text) {
        for (byte character : text) {
            if (character < ' ' || character == '"' || character == '\\') {
                return false;
            }
        }
        return true;
    }

    private boolean value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> integer();
        };
    }

    private boolean object() {
        at++;
        if (skip('}')) {
            return true;
        }
        int previousFrom = -1;
        int previousTo = -1;
        do {
            int from = at + 1;
            if (peek() != '"' || !string()) {
                return false;
            }
            int to = at - 1;
            if (previousFrom >= 0 && !precedes(previousFrom, previousTo, from, to)) {
                return false;
            }
            previousFrom = from;
            previousTo = to;
            if (!skip(':') || !value()) {
                return false;
            }
        } while (skip(','));
        return skip('}');
    }

    /** Members are sorted, and none occurs twice. With an escape in a name, its bytes do not sort as its characters do. */
    private boolean precedes(int from, int to, int nextFrom, int nextTo) {
        for (int i = 0;; i++) {
            if (nextFrom + i == nextTo) {
                return false;
            }
            if (from + i == to) {
                return !hasEscape(nextFrom, nextTo);
            }
            int difference = json[from + i] - json[nextFrom + i];
            if (difference != 0) {
                return difference < 0 && !hasEscape(from, to) && !hasEscape(nextFrom, nextTo);
            }
        }
    }

    private boolean hasEscape(int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private boolean array() {
        at++;
        if (skip(']')) {
            return true;
        }
        do {
            if (!value()) {
                return false;
            }
        } while (skip(','));
        return skip(']');
    }

    private boolean string() {
        at++;
        while (at < json.length) {
            byte character = json[at++];
            if (character == '"') {
                return true;
            }
            if (character < ' ') {
                return false;
            }
            if (character == '\\') {
                switch (peek()) {
                    case '"', '\\', 'b', 'f', 'n', 'r', 't' -> at++;
                    default -> {
                        return false;
                    }
                }
            }
        }
        return false;
    }

    private boolean integer() {
        boolean negative = skip('-');
        int first = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        int digits = at - first;
        return digits >= 1 && digits <= EXACT_DIGITS && (json[first] != '0' || (digits == 1 && !negative));
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!skip(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean skip(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    /** -1 at the end; bytes outside of ASCII are negative too. */
    private int peek() {
        return at < json.length ? json[at] : -1;
    }
}
