package de.handschlag.verifier.lawfulness;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.payload.LoggedEvent.Given;
import de.handschlag.verifier.payload.LoggedEvent.Release;

/** One consent record of the log. */
final class Grant {

    /** Position of the entry that gave it; -1 if none did. */
    long givenIndex = -1;
    @Nullable
    Given given;
    /** Revision at which it ended; null while it holds. */
    @Nullable
    Long endedRevision;
    String how = "";
    /** What the last release or end of a release, up to the entry that is being checked, says to be released (R9). */
    Set<String> released = Set.of();
    /** Sources that were released at some time, up to the entry that is being checked. */
    Set<String> everReleased = Set.of();
    /** Revision of that release or end; 0 if there was none. */
    long releasedRevision;

    /** What is released once this release or its end counts. */
    Set<String> after(Release release) {
        Set<String> sources = new HashSet<>(released);
        if (release.withdrawn()) {
            sources.remove(release.source());
        } else {
            sources.add(release.source());
        }
        return sources;
    }

    /** The log has come to this release, or to its end. */
    void note(Release release) {
        released = Set.copyOf(release.released());
        releasedRevision = release.revision();
        if (!release.withdrawn()) {
            everReleased = new HashSet<>(everReleased);
            everReleased.add(release.source());
        }
    }
}
