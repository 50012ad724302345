package de.handschlag.verifier.lawfulness;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.lawfulness.AttributeCatalogue.Attribute;
import de.handschlag.verifier.payload.LoggedEvent.Ended;
import de.handschlag.verifier.payload.LoggedEvent.Given;
import de.handschlag.verifier.payload.LoggedEvent.RecordedApproval;
import de.handschlag.verifier.payload.LoggedEvent.Release;

/** What a grant must be by itself, read or not: R1, R3, R5, R6; what ends it, and what is released under it (R9). */
final class GrantRules {

    /** R1: 24 months are the most that can be configured. Counted from the day on which the notice was read, to the end of a day. */
    private static final int MOST_MONTHS = 24;
    private static final Duration DAYS_AROUND = Duration.ofDays(2);

    private final History history;
    private final AttributeCatalogue attributes;
    private final PurposeCatalogue purposes;
    private final Duration clockSkew;
    private final Faults faults;

    GrantRules(History history, AttributeCatalogue attributes, PurposeCatalogue purposes, Duration clockSkew,
            Faults faults) {
        this.history = history;
        this.attributes = attributes;
        this.purposes = purposes;
        this.clockSkew = clockSkew;
        this.faults = faults;
    }

    void checkGiven(long index, Given given) {
        Grant grant = history.grant(given.grantId());
        if (grant != null && grant.givenIndex != index && grant.confirmedIndex != index) {
            faults.add(FaultKind.GRANT_REPEATED, index,
                    "consent " + given.grantId() + " was given before, at entry " + grant.givenIndex);
            grant.released = Set.of();
        }
        checkForm(index, given);
        if (!given.released().isEmpty()) {
            faults.add(FaultKind.SECRECY_RELEASE, index, "grant " + given.grantId() + " comes with releases of "
                    + String.join(", ", given.released()) + ", which nobody had declared (R9)");
        }
        if (!given.missing().isEmpty()) {
            faults.add(FaultKind.DECISION_INCOMPLETE, index, "grant " + given.grantId()
                    + " tells wrongly or not at all: " + String.join(", ", given.missing()) + " (R6)");
        }
        Instant requested = given.requestedAt();
        if (requested != null && given.at().plus(clockSkew).isBefore(requested)) {
            faults.add(FaultKind.DATED_BEFORE, index,
                    "grant " + given.grantId() + " was given at " + given.at() + " and asked for only at " + requested);
        }
        checkConfirmed(index, given, grant);
        checkGuardian(index, given);
        checkAttributes(index, given);
        String agencyType = agencyType(given);
        if (agencyType != null && purposes.leavesNoConsent(given.purpose(), agencyType)) {
            faults.add(FaultKind.CONSENT_BESIDE_STATUTE, index, "purpose " + given.purpose()
                    + " rests on a statute for an agency of type " + agencyType + ", so nobody is asked (R3)");
        }
    }

    /** R6: what a person confirms was recorded before; where that was erased, a revision of the person's is missing. */
    private void checkConfirmed(long index, Given given, @Nullable Grant grant) {
        RecordedApproval recorded = given.recorded();
        if (recorded != null && recorded.confirmed() && grant != null && grant.givenIndex == index
                && !history.personEvenIfErased(given.person()).hasGap(0, given.revision())) {
            faults.add(FaultKind.DECISION_INCOMPLETE, index,
                    "grant " + given.grantId() + " was confirmed, and nobody had recorded it before (R6)");
        }
    }

    /** R11: whoever acts for somebody else does so while their login is bound, and for nobody else. */
    private void checkGuardian(long index, Given given) {
        Guardian guardian = given.byLogin() == null ? null : history.guardian(given.byLogin());
        // That it was bound may have been erased: then a revision of the person's is missing.
        if (guardian != null
                && !(guardian.isLeftTo(given.person(), given.revision()) && (guardian.isBoundBefore(given.revision())
                        || history.personEvenIfErased(given.person()).hasGap(0, given.revision())))) {
            faults.add(FaultKind.GUARDIAN, index, "grant " + given.grantId()
                    + " was given by a guardian's login that was not, or no more, bound to the person (R11)");
        }
    }

    private @Nullable String agencyType(Given given) {
        Person person = history.person(given.person());
        return person == null ? null : person.agencyType(given.agency(), given.revision());
    }

    private void checkForm(long index, Given given) {
        boolean blank = given.agency().isBlank() || given.purpose().isBlank() || given.attributes().isEmpty();
        boolean wild = isWild(given.agency()) || isWild(given.purpose())
                || given.attributes().stream().anyMatch(GrantRules::isWild);
        if (blank || wild) {
            faults.add(FaultKind.GRANT_FORM, index,
                    "grant " + given.grantId() + " does not name one agency, one purpose and its attributes (R1)");
        }
        Instant latest = given.at().atOffset(ZoneOffset.UTC).plusMonths(MOST_MONTHS).toInstant().plus(DAYS_AROUND);
        if (given.expiresAt().isAfter(latest) || given.expiresAt().isBefore(given.at())) {
            faults.add(FaultKind.GRANT_FORM, index, "grant " + given.grantId() + " of " + given.at() + " expires at "
                    + given.expiresAt() + ", not within 24 months (R1)");
        }
    }

    private static boolean isWild(String key) {
        return key.isBlank() || key.indexOf('*') >= 0;
    }

    private void checkAttributes(long index, Given given) {
        for (String attribute : given.attributes()) {
            Attribute known = attributes.attribute(attribute, history.isOfEarlierCatalogue(index));
            if (known != null && !known.shareable()) {
                faults.add(FaultKind.ATTRIBUTE_NOT_SHAREABLE, index,
                        "attribute " + attribute + " may not be shared by consent");
            } else if (known != null && known.specialCategory() && !given.explicitAttributes().contains(attribute)) {
                faults.add(FaultKind.ATTRIBUTE_NOT_EXPLICIT, index,
                        "attribute " + attribute + " is of a special category and was not confirmed in its own step");
            }
        }
        given.explicitAttributes().stream().filter(attribute -> !given.attributes().contains(attribute))
                .forEach(attribute -> faults.add(FaultKind.GRANT_FORM, index, "attribute " + attribute
                        + " was confirmed and is not among those of grant " + given.grantId()));
    }

    void checkEnded(long index, Ended ended) {
        if (!ended.released().isEmpty()) {
            faults.add(FaultKind.SECRECY_RELEASE, index, "grant " + ended.grantId() + " was " + ended.how()
                    + ", and releases of " + String.join(", ", ended.released()) + " outlive it (R9)");
        }
        if (!ended.wrong().isEmpty()) {
            faults.add(FaultKind.DECISION_INCOMPLETE, index, "what an office recorded as withdrawal of grant "
                    + ended.grantId() + " does not show it: " + String.join(", ", ended.wrong()) + " (R6, R8)");
        }
        Grant grant = history.grant(ended.grantId());
        Given given = grant == null ? null : grant.given;
        if (given == null) {
            return;
        }
        if (!given.person().equals(ended.person())) {
            faults.add(FaultKind.GRANT_PERSON, index,
                    "grant " + ended.grantId() + " is another person's than the one by whom it is " + ended.how());
        } else if (ended.at().plus(clockSkew).isBefore(given.at())) {
            faults.add(FaultKind.DATED_BEFORE, index, "grant " + ended.grantId() + " was " + ended.how() + " at "
                    + ended.at() + " and given only at " + given.at());
        }
    }

    /**
     * A release stands on a grant that is in force, changes nothing of it but what is released, by its one source, and names the
     * person's evidence.
     */
    void checkRelease(long index, Release release) {
        boolean agrees = release.withdrawn() != release.released().contains(release.source());
        if (!agrees) {
            wrongRelease(index, release, "names a source that its record does not agree with");
        }
        if (!release.missing().isEmpty()) {
            faults.add(FaultKind.DECISION_INCOMPLETE, index,
                    "release of " + release.source() + " for grant " + release.grantId()
                            + " tells wrongly or not at all: " + String.join(", ", release.missing()) + " (R6)");
        }
        Grant grant = history.grant(release.grantId());
        Given given = grant == null ? null : grant.given;
        if (grant == null || given == null || grant.givenIndex > index) {
            // The revision of a grant that was erased is missing among the person's.
            if (!history.personEvenIfErased(release.person()).hasGap(0, release.revision())) {
                wrongRelease(index, release, "is for a grant that was not given before");
            }
            return;
        }
        if (!given.person().equals(release.person()) || !given.agency().equals(release.agency())
                || !given.purpose().equals(release.purpose()) || !given.attributes().equals(release.attributes())
                || !grant.expiresAt(given, release.revision()).equals(release.expiresAt())) {
            wrongRelease(index, release, "tells another person, recipient, purpose, attributes or end than its grant");
        }
        Long ended = grant.endedRevision;
        if (given.revision() >= release.revision() || ended != null && ended <= release.revision()
                || !release.at().isBefore(grant.expiresAt(given, release.revision()).plus(clockSkew))) {
            wrongRelease(index, release, "is for a grant that was not in force");
        }
        if (given.person().equals(release.person())) {
            if (agrees) {
                checkReleased(index, release, grant, given);
            }
            grant.note(release);
        }
    }

    /**
     * What stays released is what was before, with the one source or without it. After a database went back a person may have declared
     * once more what stood already, and taken back what they had taken back. Behind a declaration that was erased nobody knows.
     */
    private void checkReleased(long index, Release release, Grant grant, Given given) {
        Person person = history.personEvenIfErased(release.person());
        if (!person.hasGap(Math.max(given.revision(), grant.releasedRevision), release.revision())
                && !grant.after(release).equals(Set.copyOf(release.released()))) {
            wrongRelease(index, release,
                    "leaves " + release.released() + " released, where " + grant.released + " was released before it");
        } else if (release.withdrawn() && !grant.everReleased.contains(release.source())
                && !person.hasGap(given.revision(), release.revision())) {
            wrongRelease(index, release, "ends what was never released");
        }
    }

    private void wrongRelease(long index, Release release, String why) {
        faults.add(FaultKind.SECRECY_RELEASE, index,
                (release.withdrawn() ? "the end of the release of " : "the release of ") + release.source()
                        + " for grant " + release.grantId() + " " + why + " (R9)");
    }
}
