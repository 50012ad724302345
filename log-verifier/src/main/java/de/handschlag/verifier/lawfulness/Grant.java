package de.handschlag.verifier.lawfulness;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.payload.LoggedEvent.Given;
import de.handschlag.verifier.payload.LoggedEvent.RecordedApproval;
import de.handschlag.verifier.payload.LoggedEvent.Release;

/** One consent record of the log. */
final class Grant {

    /** Position of the entry that gave it; -1 if none did. */
    long givenIndex = -1;
    @Nullable
    Given given;
    /** What the person said of it by a login where employees had recorded it: the same, for as long as was agreed; null if they did not. */
    @Nullable
    Given confirmed;
    /** Position of that entry; -1 if there is none. */
    long confirmedIndex = -1;
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

    /** When it expires, as a decision knows that saw this revision. */
    Instant expiresAt(Given first, long revision) {
        return confirmed != null && confirmed.revision() <= revision ? confirmed.expiresAt() : first.expiresAt();
    }

    /** Whether this is what the person says of what employees recorded: the same grant, once, and for no longer than was agreed. */
    boolean isConfirmation(Given first, Given later) {
        RecordedApproval before = first.recorded();
        RecordedApproval after = later.recorded();
        return before != null && after != null && !before.confirmed() && after.confirmed()
                && later.revision() > first.revision() && (endedRevision == null || later.revision() < endedRevision)
                && later.at().isBefore(first.expiresAt()) && after.agreedUntil().equals(before.agreedUntil())
                && after.shown().equals(before.shown()) && first.person().equals(later.person())
                && first.agency().equals(later.agency()) && first.purpose().equals(later.purpose())
                && first.attributes().equals(later.attributes())
                && first.explicitAttributes().equals(later.explicitAttributes());
    }

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
