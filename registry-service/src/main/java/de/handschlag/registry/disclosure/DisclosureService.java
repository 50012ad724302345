package de.handschlag.registry.disclosure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import de.handschlag.corridor.AccessLog;
import de.handschlag.event.AccessEvent;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.ViewUnchanged;
import de.handschlag.registry.deferral.NamedNoticeDeferral;
import de.handschlag.registry.disclosure.SharingView.Person;
import de.handschlag.registry.freshness.Freshness;
import de.handschlag.registry.notification.GrantDisclosures;
import de.handschlag.registry.notification.GrantDisclosures.Received;
import de.handschlag.registry.notification.NormDisclosures;
import de.handschlag.registry.notification.NormDisclosures.NormRead;
import de.handschlag.registry.revision.AppliedChanges;
import de.handschlag.registry.revision.RevisionHeader;
import de.handschlag.sealing.RevisionTokens.PersonRevision;

/**
 * Answers each read afresh (R15): read the view, prove that it is fresh, make the decision's record durable, answer. What may be seen
 * the statement of {@link SharingViewReader} has decided; here it is only asked whether anything is left. Every case takes the same steps
 * whatever is decided (R10).
 */
@ApplicationScoped
class DisclosureService {

    private static final Duration REVISION_POLL = Duration.ofMillis(10);

    private final ReadGroups reader;
    private final Freshness freshness;
    private final AccessLog accessLog;
    private final GrantDisclosures grantDisclosures;
    private final NormDisclosures normDisclosures;
    private final ViewTag viewTag;
    private final DisclosureMetrics metrics;
    private final AppliedChanges changes;
    private final Duration revisionWait;

    DisclosureService(ReadGroups reader, Freshness freshness, AccessLog accessLog, GrantDisclosures grantDisclosures,
            NormDisclosures normDisclosures, ViewTag viewTag, DisclosureMetrics metrics, AppliedChanges changes,
            @ConfigProperty(name = "handschlag.revision.wait") Duration revisionWait) {
        this.reader = reader;
        this.freshness = freshness;
        this.accessLog = accessLog;
        this.grantDisclosures = grantDisclosures;
        this.normDisclosures = normDisclosures;
        this.viewTag = viewTag;
        this.metrics = metrics;
        this.changes = changes;
        this.revisionWait = revisionWait;
    }

    /** One decision of one case; an empty one says nothing about why. */
    sealed interface ReadDecision {

        SharingView view();

        /** @param tag the view's entity tag; null if a norm permits the read */
        record Disclosed(SharingView view, @Nullable String tag) implements ReadDecision {}

        /** The agency has exactly this view already: nothing leaves but that. */
        record Unchanged(SharingView view, String tag) implements ReadDecision {}

        record Denied(SharingView view) implements ReadDecision {}
    }

    /**
     * Decisions in the order of the request; their records are durable.
     *
     * @param request          asked for anew when a case that was waited for has come
     * @param dependsOnTheCase whether its norm may depend on what the case says of its agency (ADR 45); false: it is always the same
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if freshness or the record cannot be had; nothing is disclosed
     * @throws EntitlementEndedException if the agency's entitlement was ended before the view was read
     */
    Decided decide(Supplier<ViewRequest> request, boolean dependsOnTheCase) {
        Asked asked = readAtRevision(request, dependsOnTheCase, System.nanoTime());
        return new Decided(asked.request(), decide(asked));
    }

    /** A request as it was answered, and its decisions. */
    record Decided(ViewRequest request, List<ReadDecision> decisions) {}

    /** A request and what was read for it. */
    private record Asked(ViewRequest request, List<SharingView> views) {}

    private List<SharingView> read(ViewRequest request) {
        List<SharingView> views = reader.read(request);
        if (views.stream().anyMatch(SharingView::entitlementEnded)) {
            throw new EntitlementEndedException();
        }
        return views;
    }

    private List<ReadDecision> decide(Asked asked) {
        ViewRequest request = asked.request();
        List<SharingView> views = asked.views();
        long freshUntilNanos = freshUntilNanos(views);
        long decidedNanos = System.nanoTime();
        if (decidedNanos - freshUntilNanos >= 0) {
            throw freshness.staleness("The proof of freshness grew too old while the view was read.");
        }

        List<ReadDecision> decisions = new ArrayList<>(views.size());
        List<AccessEvent> events = new ArrayList<>(views.size());
        for (SharingView view : views) {
            ReadDecision decision = decide(request, view);
            decisions.add(decision);
            events.add(event(request, decision, decidedAt(view, decidedNanos)));
        }
        // What is left of the bound is also all the time that the record has: an answer never leaves from an older view.
        accessLog.append(events, Duration.ofNanos(freshUntilNanos - decidedNanos));
        // After the record: who got nothing is not taken for a recipient. Before the answer: what follows reaches all (R23, R24).
        remember(request, decisions);
        if (System.nanoTime() - freshUntilNanos >= 0) {
            throw freshness.staleness("The proof of freshness grew too old while the access was recorded.");
        }
        metrics.decided(decisions);
        return decisions;
    }

    private void remember(ViewRequest request, List<ReadDecision> decisions) {
        NormBasis norm = request.norm();
        if (norm == null) {
            grantDisclosures.remember(decisions.stream().flatMap(DisclosureService::received).toList());
            return;
        }
        List<NormDisclosures.Received> received = decisions.stream().flatMap(DisclosureService::receivedByNorm)
                .toList();
        if (!received.isEmpty()) {
            // What is put off with the read is put off with what the agency owes about it. A deferral is of one case and its person.
            Person person = decisions.size() == 1 ? decisions.getFirst().view().person() : null;
            normDisclosures.remember(new NormRead(request.agencyId(), request.purpose(),
                    requireNonNull(norm.norm(), "what no norm permits is not disclosed"),
                    deferredUntil(norm, deferral(norm, person))), received);
        }
    }

    /** What a decision hands out by a norm; nothing unless a value leaves. */
    private static Stream<NormDisclosures.Received> receivedByNorm(ReadDecision decision) {
        SharingView view = decision.view();
        Person person = view.person();
        if (person == null || !(decision instanceof ReadDecision.Disclosed)) {
            return Stream.empty();
        }
        return view.values().entrySet().stream().flatMap(
                values -> values.getValue().stream().map(value -> new NormDisclosures.Received(person.dataSubjectId(),
                        view.caseReference(), values.getKey(), value.source())));
    }

    /**
     * What a decision leaves the agency with under each grant; nothing without a value. A copy that is unchanged is received under the
     * grant as it is now: it may stem from a release that has ended and was given anew (R23).
     */
    private static Stream<Received> received(ReadDecision decision) {
        if (decision instanceof ReadDecision.Denied) {
            return Stream.empty();
        }
        SharingView view = decision.view();
        SortedMap<UUID, List<SharingView.Covered>> byGrant = new TreeMap<>();
        for (SharingView.Covered covered : view.covered()) {
            if (covered.source() != null) {
                byGrant.computeIfAbsent(covered.grantId(), id -> new ArrayList<>()).add(covered);
            }
        }
        return byGrant.entrySet().stream().map(grant -> received(view.caseReference(), grant.getValue()));
    }

    /** @param values of one grant, at least one */
    private static Received received(String caseReference, List<SharingView.Covered> values) {
        SharingView.Covered first = values.getFirst();
        return new Received(first.grantId(), first.grantRevision(), caseReference,
                values.stream().map(SharingView.Covered::attribute).distinct().sorted().toList(),
                values.stream().filter(SharingView.Covered::released)
                        .map(value -> value.attribute() + "/" + value.source()).distinct().sorted().toList());
    }

    private ReadDecision decide(ViewRequest request, SharingView view) {
        if (view.person() == null || view.granted().isEmpty()) {
            return new ReadDecision.Denied(view);
        }
        if (request.norm() != null) {
            // Nobody was asked, so each of these reads is shown as a disclosure with its norm (R22).
            return new ReadDecision.Disclosed(view, null);
        }
        String tag = viewTag.of(request, view);
        return request.knownTags().contains(tag)
                ? new ReadDecision.Unchanged(view, tag)
                : new ReadDecision.Disclosed(view, tag);
    }

    /**
     * Reads until the view has what the agency itself has changed (read your own writes). If the case does not stand for the
     * person of that change, either it does not yet or it does no more: the answer then is about all that was decided before
     * the request, whatever revision another person is at (R37).
     */
    private Asked readAtRevision(Supplier<ViewRequest> asking, boolean dependsOnTheCase, long beganNanos) {
        ViewRequest request = asking.get();
        PersonRevision minimum = request.minimum();
        if (minimum == null) {
            return new Asked(request, read(request));
        }
        Instant known = null;
        boolean allIsApplied = false;
        // The case may have come after the request looked at it and before it was read: then the request looks once more.
        boolean again = dependsOnTheCase && (request.norm() == null || request.norm().agencyType() == null);
        while (true) {
            List<SharingView> views = read(request);
            Person person = views.getFirst().person();
            Person same = person != null && person.dataSubjectId().equals(minimum.dataSubjectId()) ? person : null;
            if (same == null ? allIsApplied : same.consentRevision() >= minimum.consentRevision()) {
                if (!again) {
                    return new Asked(request, views);
                }
                again = false;
                request = asking.get();
                continue;
            }
            if (same == null) {
                known = known == null ? changes.allThatIsKnownNow() : known;
                allIsApplied = changes.include(known);
            }
            if (System.nanoTime() - beganNanos > revisionWait.toNanos()) {
                throw RevisionHeader.notReached();
            }
            LockSupport.parkNanos(REVISION_POLL.toNanos());
        }
    }

    /**
     * When, by {@link System#nanoTime()}, the first of these views is too old to answer from (G2). It is counted from before
     * the statement was sent: a database that stalls, and waiting for others who share the statement, take from the bound
     * like all that follows.
     */
    private long freshUntilNanos(List<SharingView> views) {
        Long earliest = null;
        for (SharingView view : views) {
            if (view.blocked()) {
                throw freshness.staleness("A decision could not be read; an operator is looking at it.");
            }
            long until = view.sentNanos() + freshness.remaining(view.publishedBefore(), view.readAt()).toNanos();
            earliest = earliest == null || until - earliest < 0 ? until : earliest;
        }
        if (earliest == null) {
            throw new IllegalStateException("a request has at least one case");
        }
        return earliest;
    }

    /**
     * By the clock by which the view was read and withdrawals are enforced (G1); a process' own clock may be wrong. Later than
     * the truth by what the statement took to get there, never earlier: the age of the view can be told from the log alone (G4).
     */
    private static Instant decidedAt(SharingView view, long decidedNanos) {
        return view.readAt().plusNanos(decidedNanos - view.sentNanos()).truncatedTo(ChronoUnit.MICROS);
    }

    private static AccessEvent event(ViewRequest request, ReadDecision decision, Instant decidedAt) {
        SharingView view = decision.view();
        Instant startedAt = view.readAt();
        Instant publishedBefore = view.publishedBefore();
        if (publishedBefore == null) {
            throw new IllegalStateException("a decision is made on a fresh view");
        }
        Person person = view.person();
        NormBasis norm = request.norm();
        String named = norm == null ? null : norm.norm();
        UUID emergencyAccessId = norm == null ? null : norm.emergencyAccessId();
        NamedNoticeDeferral deferral = deferral(norm, person);
        Instant deferredUntil = deferredUntil(norm, deferral);
        UUID noticeDeferralId = deferral == null ? null : deferral.noticeDeferralId();
        String deferralReason = deferral == null ? null : deferral.reason();
        StatedGrounds grounds = norm == null ? null : norm.grounds();
        String fileNumber = grounds == null ? null : grounds.fileNumber();
        String statedReason = grounds == null ? null : grounds.reason();
        return switch (decision) {
            case ReadDecision.Disclosed disclosed when person != null -> new DataDisclosed(person.dataSubjectId(),
                    person.consentRevision(), request.requester(), view.caseReference(), request.purpose(),
                    String.join("; ", view.legalBases()), List.copyOf(view.values().keySet()),
                    List.copyOf(view.grantIds()), startedAt, decidedAt, publishedBefore,
                    person.disclosureBlocked() ? request.blockOverrideReason() : null, named, emergencyAccessId, null,
                    deferredUntil, request.attributes(), fileNumber, statedReason, noticeDeferralId, deferralReason);
            case ReadDecision.Unchanged unchanged when person != null -> new ViewUnchanged(person.dataSubjectId(),
                    person.consentRevision(), request.requester(), view.caseReference(), request.purpose(),
                    List.copyOf(view.grantIds()), startedAt, decidedAt, publishedBefore);
            case ReadDecision.Disclosed disclosed ->
                throw new IllegalStateException("nobody's data cannot be disclosed");
            case ReadDecision.Unchanged unchanged ->
                throw new IllegalStateException("nobody's data cannot be unchanged");
            case ReadDecision.Denied denied -> new DisclosureDenied(person == null ? null : person.dataSubjectId(),
                    person == null ? null : person.consentRevision(), request.requester(), view.caseReference(),
                    request.purpose(), reason(view), startedAt, decidedAt, publishedBefore, named, emergencyAccessId,
                    null, deferredUntil, request.attributes(), null, fileNumber, statedReason, noticeDeferralId,
                    deferralReason);
        };
    }

    /** Of the person whom the record names: a case that has become another's hides nothing from that one (R22). */
    private static @Nullable NamedNoticeDeferral deferral(@Nullable NormBasis norm, @Nullable Person person) {
        NamedNoticeDeferral deferral = norm == null ? null : norm.deferral();
        return deferral != null && person != null && deferral.dataSubjectId().equals(person.dataSubjectId())
                ? deferral
                : null;
    }

    private static @Nullable Instant deferredUntil(@Nullable NormBasis norm, @Nullable NamedNoticeDeferral deferral) {
        if (deferral != null) {
            return deferral.endsAt();
        }
        return norm == null ? null : norm.noticeDeferredUntil();
    }

    private static DisclosureDenied.Reason reason(SharingView view) {
        if (view.person() == null) {
            return DisclosureDenied.Reason.UNKNOWN_CASE;
        }
        return view.anyGrant() ? DisclosureDenied.Reason.ATTRIBUTES_NOT_GRANTED : DisclosureDenied.Reason.NO_GRANT;
    }
}
