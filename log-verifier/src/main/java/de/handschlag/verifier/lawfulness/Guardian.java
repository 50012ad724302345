package de.handschlag.verifier.lawfulness;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.payload.LoggedEvent.GuardianLogin;

/** The login of somebody who acts for a person (R11), as the whole log tells of it. */
final class Guardian {

    private final UUID person;
    /** Lowest revision from which on it is bound; null if it never was. */
    private @Nullable Long boundRevision;
    /** Null while it holds or waits. */
    private @Nullable Long endedRevision;

    Guardian(UUID person) {
        this.person = person;
    }

    /** What tells of it as of somebody else's says nothing here; a grant for that person is reported. */
    void note(GuardianLogin login) {
        if (!login.person().equals(person)) {
            return;
        }
        if (login.bound() && boundRevision == null) {
            boundRevision = login.revision();
        }
        if (login.ended() && endedRevision == null) {
            endedRevision = login.revision();
        }
    }

    /** Whether it was this person's, and had not ended at this revision. */
    boolean isLeftTo(UUID whom, long revision) {
        return person.equals(whom) && (endedRevision == null || revision < endedRevision);
    }

    /** Whether it was bound before this revision. */
    boolean isBoundBefore(long revision) {
        return boundRevision != null && boundRevision < revision;
    }
}
