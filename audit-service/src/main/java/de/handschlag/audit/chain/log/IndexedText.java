package de.handschlag.audit.chain.log;

import org.jspecify.annotations.Nullable;

import de.handschlag.problem.ProblemType;

/** Texts by which entries are found: an index entry must fit a third of a page of the database in UTF-8. */
public final class IndexedText {

    private static final int LONGEST = 600;

    private IndexedText() {}

    /** Whether an event's text can be stored so that it is found; PostgreSQL knows no NUL. */
    public static boolean isStorable(@Nullable String text) {
        return text == null || text.length() <= LONGEST && text.indexOf('\0') < 0;
    }

    /**
     * A text that a question looks for; null if it looks for none.
     *
     * @param name of the parameter or member
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if no entry can have it
     */
    public static @Nullable String searched(String name, @Nullable String text) {
        if (text != null && (text.isEmpty() || !isStorable(text))) {
            throw ProblemType.INVALID_REQUEST.because(name + ": 1 to " + LONGEST + " characters are expected.");
        }
        return text;
    }
}
