package de.handschlag.audit.asking.explanation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.explanation.Explanation.Consent;
import de.handschlag.audit.asking.explanation.Explanation.Coverage;
import de.handschlag.audit.asking.explanation.Explanation.EmergencyAccess;
import de.handschlag.audit.asking.explanation.Explanation.Reason;
import de.handschlag.audit.asking.explanation.Explanation.Verdict;
import de.handschlag.audit.asking.query.LogEntryRepository;
import de.handschlag.audit.asking.query.LogEntryRepository.KeptEntry;
import de.handschlag.audit.asking.query.LogEntryView;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.query.QueryRecorder;
import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.audit.chain.log.LogEntry;
import de.handschlag.audit.chain.log.RetentionClass;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.Event;
import de.handschlag.event.EventType;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** Replays a decision from the log, records that somebody asked, and only then answers (G7, R29). */
@ApplicationScoped
public class ExplanationService {

    private static final ProblemType NO_DECISION = new ProblemType("entry-without-decision", 409,
            "The entry records no decision", "Der Eintrag hält keine Entscheidung fest",
            "Ask for a disclosure or a denial.");
    private static final List<EventType> CONSENTS = List.of(EventType.CONSENT_REQUESTED, EventType.CONSENT_GIVEN,
            EventType.CONSENT_REFUSED, EventType.CONSENT_WITHDRAWN, EventType.CONSENT_EXPIRED,
            EventType.CONSENT_INVALIDATED, EventType.SECRECY_RELEASED, EventType.SECRECY_RELEASE_WITHDRAWN);
    private static final List<EventType> EMERGENCIES = List.of(EventType.EMERGENCY_ACCESS_OPENED,
            EventType.EMERGENCY_ACCESS_REVIEWED);

    private final LogEntryRepository repository;
    private final QueryRecorder recorder;
    private final InstantSource clock;

    ExplanationService(LogEntryRepository repository, QueryRecorder recorder, InstantSource clock) {
        this.repository = repository;
        this.recorder = recorder;
        this.clock = clock;
    }

    Explanation explain(long index, @Nullable String queryPurpose, Requester requester) {
        QueryPurpose purpose = QueryPurpose.stated(queryPurpose);
        Explanation explanation = replay(index)
                .orElseThrow(() -> NO_DECISION.because("It is neither a disclosure nor a denial."));
        LogEntryView entry = explanation.entry();
        UUID person = entry == null ? null : entry.dataSubjectId();
        recorder.record(person == null ? List.of() : List.of(person), requester, purpose,
                new TreeMap<>(Map.of("explanation", "true", "index", String.valueOf(index))), 1);
        return explanation;
    }

    /**
     * The decision replayed, which the caller records before it is shown; empty if the entry records none.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if there is no such entry
     */
    public Optional<Explanation> replay(long index) {
        KeptEntry kept = repository.entry(index)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("The log has no entry with this index."));
        StoredEntry stored = kept.stored();
        if (stored == null) {
            // What it was went with the payload; its class says that it may have been a decision.
            return LogEntry.isOf(RetentionClass.ACCESS, kept.entry())
                    ? Optional.of(new Explanation(index, true, null, null, null, null, List.of(), List.of(), null,
                            Verdicts.ERASED))
                    : Optional.empty();
        }
        Event event = stored.event();
        if (event instanceof DataDisclosed disclosed) {
            return Optional.of(disclosed(stored, disclosed));
        }
        return event instanceof DisclosureDenied denied ? Optional.of(denied(stored, denied)) : Optional.empty();
    }

    private Explanation disclosed(StoredEntry stored, DataDisclosed disclosed) {
        long revision = heeded(disclosed.dataSubjectId(), disclosed.consentRevision(), disclosed.startedAt());
        List<Consent> consents = consents(stored, disclosed.dataSubjectId(), revision, disclosed.startedAt());
        String norm = disclosed.norm();
        EmergencyReplay emergency = emergency(disclosed.dataSubjectId(), disclosed.emergencyAccessId(), stored);
        List<Reason> missing = emergency == null
                ? List.of()
                : emergency.missing(disclosed.requester(), disclosed.purpose(), disclosed.caseReference(),
                        disclosed.startedAt(), disclosed.attributes());
        Verdict verdict = norm == null
                ? Verdicts.ofConsents(disclosed, consents)
                : emergency == null ? Verdicts.ofStatute(norm) : Verdicts.ofEmergency(norm, missing);
        List<Coverage> coverage = disclosed.attributes().stream().map(attribute -> {
            List<UUID> covering = norm == null ? Verdicts.covering(attribute, disclosed, consents) : List.of();
            boolean byNorm = norm != null && missing.isEmpty();
            return new Coverage(attribute, byNorm || !covering.isEmpty(), covering, byNorm ? norm : null);
        }).toList();
        return new Explanation(stored.index(), false, LogEntryView.of(stored), disclosed.startedAt(), revision,
                disclosed.requestedAttributes(), consents, coverage, shown(emergency), verdict);
    }

    private Explanation denied(StoredEntry stored, DisclosureDenied denied) {
        UUID person = denied.dataSubjectId();
        Long seen = denied.consentRevision();
        Long revision = person == null || seen == null ? null : heeded(person, seen, denied.startedAt());
        List<Consent> consents = person == null || revision == null
                ? List.of()
                : consents(stored, person, revision, denied.startedAt());
        EmergencyReplay emergency = person == null ? null : emergency(person, denied.emergencyAccessId(), stored);
        List<Reason> missing = emergency == null
                ? null
                : emergency.missing(denied.requester(), denied.purpose(), denied.caseReference(), denied.startedAt(),
                        denied.requestedAttributes() == null ? List.of() : denied.requestedAttributes());
        return new Explanation(stored.index(), false, LogEntryView.of(stored), denied.startedAt(), revision,
                denied.requestedAttributes(), consents, List.of(), shown(emergency),
                Verdicts.ofDenial(denied, consents, missing));
    }

    private long heeded(UUID person, long seen, Instant startedAt) {
        return ConsentReplay.heeded(seen,
                decoded(repository.ofPerson(person, null, null, List.of(EventType.REVISION_ENFORCED))), startedAt);
    }

    private List<Consent> consents(StoredEntry stored, UUID person, long revision, Instant startedAt) {
        return ConsentReplay.at(decoded(repository.ofPerson(person, stored.agencyId(), stored.purpose(), CONSENTS)),
                stored.index(), revision, startedAt);
    }

    private @Nullable EmergencyReplay emergency(UUID person, @Nullable UUID emergencyAccessId, StoredEntry stored) {
        return emergencyAccessId == null
                ? null
                : EmergencyReplay.of(emergencyAccessId, decoded(repository.ofPerson(person, null, null, EMERGENCIES)),
                        stored.index());
    }

    private @Nullable EmergencyAccess shown(@Nullable EmergencyReplay emergency) {
        return emergency == null ? null : emergency.shown(clock.instant()).orElse(null);
    }

    private static List<DecodedEntry> decoded(List<StoredEntry> entries) {
        return entries.stream().map(DecodedEntry::of).toList();
    }
}
