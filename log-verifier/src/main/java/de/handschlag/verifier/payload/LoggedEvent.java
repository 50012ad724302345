package de.handschlag.verifier.payload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** An event of the log, as far as lawfulness and erasure need it. Times are the event's own. */
public sealed interface LoggedEvent {

    /** Lower-case hexadecimal SHA-256. */
    Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Type of the entry that says what was erased from the log. */
    String LOG_ERASED = "de.handschlag.log.erased.v1";
    /** Type of the entry that says which entries there are about each person. */
    String COMPLETENESS_STATED = "de.handschlag.completeness.stated.v1";
    /** Type of the entry that says which log this one continues. */
    String LOG_CONTINUED = "de.handschlag.log.continued.v1";
    /** Type of the event that makes a grant. */
    String CONSENT_GIVEN = "de.handschlag.consent.given.v1";
    /** Type of the event that changes a deferral of what a person is shown. */
    String NOTICE_DEFERRAL_CHANGED = "de.handschlag.notice-deferral.changed.v1";
    /** Type of the event that opens an emergency access. */
    String EMERGENCY_OPENED = "de.handschlag.emergency-access.opened.v1";

    /** How a consent ended that its person took back. */
    String WITHDRAWN = "withdrawn";
    /** How a withdrawal can be made that an office records. */
    Set<String> RECORDED = Set.of("PAPER", "ORAL");
    /** Whose word counts that an office records. */
    Set<String> SIGNERS = Set.of("PERSON", "GUARDIAN");
    /** What a person says by a login of a consent that an office recorded. */
    String CONFIRMED = "CONFIRMED";
    String CONTESTED = "CONTESTED";

    /** Something about a person changed, so that the person's revision rose. */
    sealed interface PersonChange extends LoggedEvent {

        UUID person();

        long revision();

        Instant at();
    }

    /**
     * A grant begins.
     *
     * @param requestedAt when the agency asked; null if that is not told
     * @param released    sources that its record names as released from secrecy; empty if it is lawful (R9)
     * @param missing     what of the evidence is not there (R6)
     * @param byLogin     binding of the login that gave it; null if none is told
     * @param recorded    what its recipient's employees recorded of it; null if the person gave it by a login
     */
    record Given(UUID person, long revision, Instant at, UUID grantId, String agency, String purpose,
            List<String> attributes, List<String> explicitAttributes, Instant expiresAt, @Nullable Instant requestedAt,
            List<String> released, List<String> missing, @Nullable UUID byLogin,
            @Nullable RecordedApproval recorded) implements PersonChange {}

    /**
     * A grant that two employees of its recipient recorded (R6, R8).
     *
     * @param shown       what shows that it was given
     * @param agreedUntil for how long at most it was given
     * @param confirmed   whether the person said by a login that they gave it, so that it lasts as long as was agreed
     */
    record RecordedApproval(Shown shown, Instant agreedUntil, boolean confirmed) {}

    /** What shows that a grant was given on paper or by word of mouth: two employees, who said yes, how, and to which text. */
    record Shown(@Nullable String assistingEmployee, @Nullable String confirmedBy, @Nullable String signedBy,
            @Nullable String channel, @Nullable String noticeHash) {}

    /**
     * A consent record ended.
     *
     * @param how      withdrawn, expired or invalidated
     * @param released sources that its record names as released from secrecy; empty if it is lawful (R9)
     * @param wrong    what of the evidence of a withdrawal that an office recorded is missing or not allowed (R6, R8); empty if it is
     *                 lawful, or if the office recorded none
     */
    record Ended(UUID person, long revision, Instant at, UUID grantId, String how, List<String> released,
            List<String> wrong) implements PersonChange {}

    /**
     * A source was released from secrecy for a grant, or is no more (R9).
     *
     * @param source     the agency that it is about
     * @param released   those that are released from then on
     * @param withdrawn  whether the release was taken back
     * @param missing    what of the evidence is not there; empty for a withdrawal, which needs none
     */
    record Release(UUID person, long revision, Instant at, UUID grantId, String agency, String purpose,
            List<String> attributes, Instant expiresAt, String source, List<String> released, boolean withdrawn,
            List<String> missing) implements PersonChange {}

    /** All of the person's consents ended with the person's erasure. */
    record PersonErased(UUID person, long revision, Instant at) implements PersonChange {}

    /**
     * The login of somebody who acts for the person (R11) asks for it, is bound, or is no more.
     *
     * @param bound whether it may act from then on
     * @param ended whether it may not any more, or will never
     */
    record GuardianLogin(UUID person, long revision, Instant at, UUID bindingId, boolean bound,
            boolean ended) implements PersonChange {}

    /** A change that makes or ends no grant: requests, refusals, logins and codes for them. */
    record Changed(UUID person, long revision, Instant at) implements PersonChange {}

    /**
     * A case link was made, told anew or ended.
     *
     * @param agencyType of which type its agency is; null in events from before that was told
     * @param ends       whether the case reference no longer stands for the person
     */
    record CaseLink(UUID person, long revision, Instant at, String agency, String caseReference,
            @Nullable String agencyType, boolean ends) implements PersonChange {}

    /** Enforcement receipt: reads that begin at or after this time see the person at this revision or later (G1). */
    record Enforced(UUID person, long revision, Instant enforcedAt) implements LoggedEvent {}

    /** What permits a disclosure. */
    sealed interface Basis {

        /** Consents; at least one. */
        record Grants(List<UUID> ids) implements Basis {}

        /** A statute, by its norm, for instance {@code § 87 AufenthG} (R22). */
        record Statute(String norm) implements Basis {}

        /** An emergency access that was opened before, with its norm (R21). */
        record Emergency(UUID accessId, String norm) implements Basis {}

        /** Grants and a norm at once, of which only one can be the basis. */
        record Several() implements Basis {}

        /** Nothing. */
        record None() implements Basis {}
    }

    /**
     * Values left; or, without attributes, an agency was told that what it has is still what it may see.
     *
     * @param missing     what an entry has to name and this one does not (R25)
     * @param saysWhatFor whether it names the file that it belongs to, and why it was read (R22)
     * @param deferred    what puts off that the person is shown it; null if nothing does
     */
    record Disclosed(UUID person, long revision, @Nullable String agency, @Nullable String employee,
            @Nullable String caseReference, String purpose, Basis basis, List<String> attributes, Instant startedAt,
            Instant decidedAt, Instant viewFreshAsOf, List<String> missing, boolean saysWhatFor,
            @Nullable Deferred deferred) implements LoggedEvent {}

    /**
     * That a person is shown a read later, outside of an emergency (R22).
     *
     * @param deferralId what it names for that; null if nothing
     * @param until      it is shown from then on
     */
    record Deferred(@Nullable UUID deferralId, Instant until, @Nullable String agency, @Nullable String caseReference,
            String purpose, @Nullable String fileNumber, Instant startedAt) {}

    /**
     * What became of a deferral (R22).
     *
     * @param employee who made the change
     * @param state    {@code REQUESTED}, {@code APPROVED}, {@code REFUSED} or {@code LIFTED}
     */
    record DeferralChanged(UUID deferralId, UUID person, String agency, String caseReference, String purpose,
            String fileNumber, @Nullable String employee, String state, Instant changedAt,
            Instant endsAt) implements LoggedEvent {

        public static final String REQUESTED = "REQUESTED";
        public static final String APPROVED = "APPROVED";
        public static final String LIFTED = "LIFTED";
    }

    /** An employee may read one person's data for a short time (R21). */
    record EmergencyOpened(UUID accessId, UUID person, @Nullable String agency, @Nullable String employee,
            @Nullable String caseReference, String purpose, String norm, List<String> attributes, Instant openedAt,
            Instant expiresAt, Instant reviewDueAt) implements LoggedEvent {}

    /**
     * Somebody reviewed an emergency access.
     *
     * @param agency   whose access it was
     * @param employee who reviewed
     */
    record EmergencyReviewed(UUID accessId, UUID person, @Nullable String agency, @Nullable String purpose,
            @Nullable String employee, Instant reviewedAt) implements LoggedEvent {}

    /** Nothing of this person, or of this agency, is erased until the hold is released; one of the two is null. */
    record Held(@Nullable UUID person, @Nullable String agency) implements LoggedEvent {}

    /**
     * A read was denied.
     *
     * @param person   null if there was no such case; then the revision is 0
     * @param missing  what an entry has to name and this one does not (R25)
     * @param deferred what puts off that the person is shown it; null if nothing does
     */
    record Denied(@Nullable UUID person, long revision, List<String> missing,
            @Nullable Deferred deferred) implements LoggedEvent {}

    /** Entries from {@code first} to {@code last} were erased, or all of a class and month that stand before. */
    record LogErased(Instant at, String reason, List<Range> ranges, @Nullable String retentionClass,
            @Nullable String month) implements LoggedEvent {

        /** The class was kept for as long as it is kept. */
        public static final String RETENTION = "RETENTION";
        /** The payloads were about persons who were erased. */
        public static final String PERSON_ERASED = "PERSON_ERASED";

        /** Both inclusive. */
        public record Range(long first, long last) {}
    }

    /**
     * What stands before are the first entries of another log.
     *
     * @param checkpoint its last one, as it was signed
     * @param size       how many entries that covers
     * @param kept       how many of them stand before
     */
    record Continued(String former, String formerKey, String checkpoint, long size, long kept) implements LoggedEvent {}

    /** Neither lawfulness nor erasure is about it. */
    record Other() implements LoggedEvent {}

    /**
     * What a payload says.
     *
     * @return empty if the type is not known
     * @throws MalformedException if it is not what its type says
     */
    static Optional<LoggedEvent> of(JsonObject payload) throws MalformedException {
        String type = payload.text("type");
        Instant time = payload.time("time");
        JsonObject data = payload.object("data");
        return Optional.ofNullable(switch (type) {
            case CONSENT_GIVEN -> given(data, time);
            case "de.handschlag.consent.withdrawn.v1" -> ended(data, time, WITHDRAWN);
            case "de.handschlag.consent.expired.v1" -> ended(data, time, "expired");
            case "de.handschlag.consent.invalidated.v1" -> ended(data, time, "invalidated");
            case "de.handschlag.secrecy.released.v1" -> release(data, time, false);
            case "de.handschlag.secrecy.release-withdrawn.v1" -> release(data, time, true);
            case "de.handschlag.person.erased.v1" ->
                new PersonErased(data.uuid("dataSubjectId"), data.number("consentRevision"), time);
            case "de.handschlag.case.linked.v1" -> caseLink(data, time, false);
            case "de.handschlag.case.unlinked.v1" -> caseLink(data, time, true);
            case "de.handschlag.login.binding-requested.v1" -> login(data, time, false, false);
            case "de.handschlag.login.bound.v1" -> login(data, time, true, false);
            case "de.handschlag.login.unbound.v1" -> login(data, time, false, true);
            case "de.handschlag.consent.requested.v1", "de.handschlag.consent.refused.v1",
                    "de.handschlag.binding-code.made.v1" ->
                new Changed(data.uuid("dataSubjectId"), data.number("consentRevision"), time);
            case "de.handschlag.revision.enforced.v1" ->
                new Enforced(data.uuid("dataSubjectId"), data.number("consentRevision"), data.time("enforcedAt"));
            case "de.handschlag.data.disclosed.v1" -> disclosed(data, data.texts("attributes"), true);
            case "de.handschlag.view.unchanged.v1" -> disclosed(data, List.of(), false);
            case EMERGENCY_OPENED -> emergencyOpened(data);
            case "de.handschlag.emergency-access.reviewed.v1" -> new EmergencyReviewed(data.uuid("emergencyAccessId"),
                    data.uuid("dataSubjectId"), data.optionalText("agencyId"), data.optionalText("purpose"),
                    data.object("requester").optionalText("employeeId"), data.time("reviewedAt"));
            case "de.handschlag.disclosure.denied.v1" -> denied(data);
            case NOTICE_DEFERRAL_CHANGED -> deferralChanged(data);
            case LOG_ERASED -> logErased(data, time);
            case LOG_CONTINUED -> new Continued(data.text("former"), data.text("formerKey"), data.text("checkpoint"),
                    data.number("size"), data.number("kept"));
            case "de.handschlag.legal-hold.set.v1" ->
                new Held(data.has("dataSubjectId") ? data.uuid("dataSubjectId") : null, data.optionalText("agencyId"));
            case "de.handschlag.log.queried.v1", "de.handschlag.obligation.answered.v1",
                    "de.handschlag.obligation.overdue.v1", "de.handschlag.client-limit.exceeded.v1",
                    "de.handschlag.legal-hold.released.v1", COMPLETENESS_STATED ->
                new Other();
            default -> null;
        });
    }

    private static Given given(JsonObject data, Instant time) throws MalformedException {
        JsonObject record = data.object("consentRecord");
        return new Given(data.uuid("dataSubjectId"), data.number("consentRevision"), time,
                record.uuid("consentRecordId"), record.text("agencyId"), record.text("purpose"),
                record.texts("attributes"), record.texts("explicitAttributes"), record.time("expiresAt"),
                record.has("requestedAt") ? record.time("requestedAt") : null, released(record),
                wrongEvidence(record,
                        Stream.concat(missingEvidence(record).stream(), wrongApproval(record).stream()).toList()),
                record.has("decidedByLoginBinding") ? record.uuid("decidedByLoginBinding") : null,
                recordedApproval(record));
    }

    private static @Nullable RecordedApproval recordedApproval(JsonObject record) throws MalformedException {
        if (!record.has("approvalEvidence")) {
            return null;
        }
        JsonObject approval = record.object("approvalEvidence");
        JsonObject evidence = record.has("evidence") ? record.object("evidence") : approval;
        Shown shown = new Shown(evidence.optionalText("assistingEmployee"), approval.optionalText("confirmedBy"),
                approval.optionalText("signedBy"), evidence.optionalText("channel"),
                evidence.optionalText("noticeHash"));
        return new RecordedApproval(shown, approval.time("agreedUntil"),
                CONFIRMED.equals(approval.optionalText("answer")));
    }

    /**
     * R6, R8: what was given on paper or by word of mouth two employees recorded, who are not the same, and no login gave it; it is of no special
     * category (R5) and lasts no longer than was agreed. Only what the person confirmed names the login that did.
     */
    private static List<String> wrongApproval(JsonObject record) throws MalformedException {
        JsonObject evidence = record.has("evidence") ? record.object("evidence") : null;
        String channel = evidence == null ? null : evidence.optionalText("channel");
        boolean recorded = channel != null && RECORDED.contains(channel);
        if (!record.has("approvalEvidence")) {
            return recorded ? List.of("approvalEvidence") : List.of();
        }
        JsonObject approval = record.object("approvalEvidence");
        List<String> wrong = new ArrayList<>();
        if (!recorded) {
            wrong.add("channel");
        }
        if (evidence == null || !isNamed(evidence, "assistingEmployee")) {
            wrong.add("assistingEmployee");
        }
        String confirmedBy = approval.optionalText("confirmedBy");
        if (confirmedBy == null || confirmedBy.isBlank()
                || evidence != null && confirmedBy.equals(evidence.optionalText("assistingEmployee"))) {
            wrong.add("confirmedBy");
        }
        String signedBy = approval.optionalText("signedBy");
        if (signedBy == null || !SIGNERS.contains(signedBy)) {
            wrong.add("signedBy");
        }
        if (record.time("expiresAt").isAfter(approval.time("agreedUntil"))) {
            wrong.add("agreedUntil");
        }
        if (!record.texts("explicitAttributes").isEmpty()) {
            wrong.add("explicitAttributes");
        }
        String answer = approval.optionalText("answer");
        if (answer != null && !answer.equals(CONFIRMED)) {
            wrong.add("answer");
        }
        if (record.has("decidedByLoginBinding") != CONFIRMED.equals(answer)) {
            wrong.add("decidedByLoginBinding");
        }
        return wrong;
    }

    private static LoggedEvent login(JsonObject data, Instant time, boolean bound, boolean ended)
            throws MalformedException {
        JsonObject login = data.has("loginBinding") ? data.object("loginBinding") : null;
        return login != null && login.has("guardianship")
                ? new GuardianLogin(data.uuid("dataSubjectId"), data.number("consentRevision"), time,
                        login.uuid("loginBindingId"), bound, ended)
                : new Changed(data.uuid("dataSubjectId"), data.number("consentRevision"), time);
    }

    private static Release release(JsonObject data, Instant time, boolean withdrawn) throws MalformedException {
        JsonObject record = data.object("consentRecord");
        return new Release(data.uuid("dataSubjectId"), data.number("consentRevision"), time,
                record.uuid("consentRecordId"), record.text("agencyId"), record.text("purpose"),
                record.texts("attributes"), record.time("expiresAt"), data.text("sourceAgencyId"), released(record),
                withdrawn, wrongEvidence(record, withdrawn ? List.of() : missingEvidence(data)));
    }

    private static List<String> released(JsonObject record) throws MalformedException {
        return record.has("releasedSources") ? record.texts("releasedSources") : List.of();
    }

    /** R6: a decision to give rests on a notice that was shown, in a language, through a channel. */
    private static List<String> missingEvidence(JsonObject record) throws MalformedException {
        List<String> missing = new ArrayList<>();
        if (!record.has("evidence")) {
            return List.of("evidence");
        }
        JsonObject evidence = record.object("evidence");
        String hash = evidence.optionalText("noticeHash");
        if (hash == null || !HASH.matcher(hash).matches()) {
            missing.add("noticeHash");
        }
        for (String name : List.of("noticeVersion", "language", "channel")) {
            String text = evidence.optionalText(name);
            if (text == null || text.isBlank()) {
                missing.add(name);
            }
        }
        return List.copyOf(missing);
    }

    /** What is wrong where nothing is withdrawn: what is missing, and what shows a withdrawal. */
    private static List<String> wrongEvidence(JsonObject record, List<String> missing) {
        return record.has("withdrawalEvidence")
                ? Stream.concat(missing.stream(), Stream.of("withdrawalEvidence")).toList()
                : missing;
    }

    private static CaseLink caseLink(JsonObject data, Instant time, boolean ends) throws MalformedException {
        JsonObject link = data.object("caseLink");
        return new CaseLink(data.uuid("dataSubjectId"), data.number("consentRevision"), time, link.text("agencyId"),
                link.text("caseReference"), link.optionalText("agencyType"), ends);
    }

    private static Ended ended(JsonObject data, Instant time, String how) throws MalformedException {
        JsonObject record = data.object("consentRecord");
        return new Ended(data.uuid("dataSubjectId"), data.number("consentRevision"), time,
                record.uuid("consentRecordId"), how, released(record), wrongEvidence(record, how));
    }

    /** R6, R8: an office that records a withdrawal says who did and how; it is not the person's login that withdrew then. */
    private static List<String> wrongEvidence(JsonObject record, String how) throws MalformedException {
        List<String> wrong = new ArrayList<>();
        // That the person never gave it, they say by a login, and it ends by that.
        if (record.has("approvalEvidence") && CONTESTED.equals(record.object("approvalEvidence").optionalText("answer"))
                && (!how.equals(WITHDRAWN) || !record.has("endedByLoginBinding"))) {
            wrong.add("answer");
        }
        if (!record.has("withdrawalEvidence")) {
            return wrong;
        }
        JsonObject evidence = record.object("withdrawalEvidence");
        requireNamed(evidence, "employeeId", wrong);
        String channel = evidence.optionalText("channel");
        if (channel == null || !RECORDED.contains(channel)) {
            wrong.add("channel");
        }
        if (record.has("endedByLoginBinding")) {
            wrong.add("endedByLoginBinding");
        }
        if (!how.equals(WITHDRAWN)) {
            wrong.add("withdrawalEvidence");
        }
        return List.copyOf(wrong);
    }

    private static Disclosed disclosed(JsonObject data, List<String> attributes, boolean valuesLeft)
            throws MalformedException {
        JsonObject requester = data.object("requester");
        List<String> missing = new ArrayList<>();
        requireNamed(requester, "agencyId", missing);
        requireNamed(requester, "clientId", missing);
        requireNamed(data, "purpose", missing);
        requireNamed(data, "caseReference", missing);
        if (valuesLeft) {
            requireNamed(data, "legalBasis", missing);
        }
        return new Disclosed(data.uuid("dataSubjectId"), data.number("consentRevision"),
                requester.optionalText("agencyId"), requester.optionalText("employeeId"),
                data.optionalText("caseReference"), data.text("purpose"), basis(data), attributes,
                data.time("startedAt"), data.time("decidedAt"), data.time("viewFreshAsOf"), List.copyOf(missing),
                isNamed(data, "fileNumber") && isNamed(data, "statedReason"), deferred(data));
    }

    /** Who belongs to no agency may try, too, so that a denial need not name one. */
    private static Denied denied(JsonObject data) throws MalformedException {
        List<String> missing = new ArrayList<>();
        requireNamed(data.object("requester"), "clientId", missing);
        requireNamed(data, "purpose", missing);
        requireNamed(data, "caseReference", missing);
        requireNamed(data, "reason", missing);
        return data.has("dataSubjectId")
                ? new Denied(data.uuid("dataSubjectId"), data.number("consentRevision"), List.copyOf(missing),
                        deferred(data))
                : new Denied(null, 0, List.copyOf(missing), null);
    }

    /** An emergency has its own deferral, which its review is about. */
    private static @Nullable Deferred deferred(JsonObject data) throws MalformedException {
        boolean named = data.has("noticeDeferralId");
        if (!named && (!data.has("noticeDeferredUntil") || data.has("emergencyAccessId"))) {
            return null;
        }
        return new Deferred(named ? data.uuid("noticeDeferralId") : null, data.time("noticeDeferredUntil"),
                data.object("requester").optionalText("agencyId"), data.optionalText("caseReference"),
                data.text("purpose"), data.optionalText("fileNumber"), data.time("startedAt"));
    }

    private static DeferralChanged deferralChanged(JsonObject data) throws MalformedException {
        return new DeferralChanged(data.uuid("noticeDeferralId"), data.uuid("dataSubjectId"), data.text("agencyId"),
                data.text("caseReference"), data.text("purpose"), data.text("fileNumber"),
                data.object("requester").optionalText("employeeId"), data.text("state"), data.time("changedAt"),
                data.time("endsAt"));
    }

    private static void requireNamed(JsonObject object, String name, List<String> missing) throws MalformedException {
        if (!isNamed(object, name)) {
            missing.add(name);
        }
    }

    private static boolean isNamed(JsonObject object, String name) throws MalformedException {
        String text = object.optionalText(name);
        return text != null && !text.isBlank();
    }

    /** One more kind of basis is one more line here, and the compiler shows where it has to be judged. */
    private static Basis basis(JsonObject data) throws MalformedException {
        List<UUID> grants = data.uuids("grantIds");
        String norm = data.optionalText("norm");
        if (!grants.isEmpty()) {
            return norm == null && !data.has("emergencyAccessId") ? new Basis.Grants(grants) : new Basis.Several();
        }
        if (norm == null || norm.isBlank()) {
            return new Basis.None();
        }
        return data.has("emergencyAccessId")
                ? new Basis.Emergency(data.uuid("emergencyAccessId"), norm)
                : new Basis.Statute(norm);
    }

    private static EmergencyOpened emergencyOpened(JsonObject data) throws MalformedException {
        JsonObject requester = data.object("requester");
        String norm = data.text("norm");
        if (norm.isBlank()) {
            throw new MalformedException("norm is blank");
        }
        return new EmergencyOpened(data.uuid("emergencyAccessId"), data.uuid("dataSubjectId"),
                requester.optionalText("agencyId"), requester.optionalText("employeeId"),
                data.optionalText("caseReference"), data.text("purpose"), norm, data.texts("attributes"),
                data.time("openedAt"), data.time("expiresAt"), data.time("reviewDueAt"));
    }

    private static LogErased logErased(JsonObject data, Instant time) throws MalformedException {
        List<LogErased.Range> ranges = new ArrayList<>();
        if (data.has("ranges")) {
            for (JsonObject range : data.objects("ranges")) {
                ranges.add(new LogErased.Range(range.number("first"), range.number("last")));
            }
        }
        String retentionClass = data.optionalText("class");
        String month = data.optionalText("month");
        if (ranges.isEmpty() == (retentionClass == null) || (retentionClass == null) != (month == null)) {
            throw new MalformedException("an erasure names ranges, or class and month");
        }
        return new LogErased(time, data.text("reason"), ranges, retentionClass, month);
    }
}
