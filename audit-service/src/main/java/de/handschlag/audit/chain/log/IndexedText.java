package de.handschlag.audit.chain.log;

import org.jspecify.annotations.Nullable;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.TextBounds;

/** Texts by which entries are found. */
public final class IndexedText {

    private IndexedText() {}

    /**
     * A text that a question looks for; null if it looks for none.
     *
     * @param name of the parameter or member
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if no entry can have it
     */
    public static @Nullable String searched(String name, @Nullable String text) {
        if (text != null && (text.isEmpty() || !TextBounds.isFindable(text))) {
            throw InvalidRequest.place(name, "1 to " + TextBounds.LONGEST + " characters are expected");
        }
        return text;
    }
}
