package de.handschlag.registry.entitlement;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import de.handschlag.corridor.AccessLog;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.clientlimit.ClientLimits;
import de.handschlag.registry.entitlement.TriedCases.TriedCase;
import de.handschlag.registry.requester.AgencyRequester;
import de.handschlag.registry.requester.Refusal;

/** Refuses what a client has no right to ask. Its answer is the same for every case, known or not (R10). */
@ApplicationScoped
@Startup
public class Entitlements {

    /** Refusal of an emergency access by what the catalogue says of the agency's type (R21). */
    public static final ProblemType NOT_OF_THE_AGENCY_TYPE = new ProblemType("emergency-not-of-the-agency-type", 403,
            "Agencies of this type have no emergency access", "Stellen dieser Art haben keinen Notzugriff",
            "Have an agency act that GET /v1/purposes of the consent-service lists for the purpose.");

    private final AgencyRequester requester;
    private final ClientLimits limits;
    private final TriedCases cases;
    private final AccessLog accessLog;
    private final MeterRegistry metrics;

    Entitlements(AgencyRequester requester, ClientLimits limits, TriedCases cases, AccessLog accessLog,
            MeterRegistry metrics) {
        this.requester = requester;
        this.limits = limits;
        this.cases = cases;
        this.accessLog = accessLog;
        this.metrics = metrics;
        AgencyRequester.REFUSALS.forEach(type -> refusedTries(type.slug()));
        refusedTries(NOT_OF_THE_AGENCY_TYPE.slug());
    }

    private Counter refusedTries(String refusal) {
        return Counter.builder("handschlag.refused.tries").description("Cases asked for without being entitled")
                .tag("refusal", refusal).register(metrics);
    }

    /**
     * What is asked.
     *
     * @param caseReferences    at least one
     * @param purpose           a key of the catalogue
     * @param attributes        keys of the catalogue; null if all that may be seen are asked for
     * @param overridesBlock    whether a disclosure block is to be overridden (R14)
     * @param emergencyAccessId the emergency access that a read names; null if none
     */
    public record Try(List<String> caseReferences, String purpose, @Nullable List<String> attributes,
            boolean overridesBlock, @Nullable UUID emergencyAccessId) {}

    /**
     * Returns if the client of the current request may ask this.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if it may not; then the log has an entry for each case. 429 if it tried
     *                                                     too often, 503 if the entries cannot be had
     */
    public void require(Try tried) {
        Optional<Refusal> refusal = requester.refusal(tried.purpose(), tried.overridesBlock());
        if (refusal.isPresent()) {
            throw refused(tried, refusal.get());
        }
    }

    /**
     * The same by the token alone, for whoever looks itself at what an administrator ended, as the statement of a read does.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem as {@link #require}
     */
    public void requireOfToken(Try tried) {
        Optional<Refusal> refusal = requester.refusalOfToken(tried.purpose(), tried.overridesBlock());
        if (refusal.isPresent()) {
            throw refused(tried, refusal.get());
        }
    }

    /**
     * What is to be thrown for a try that the client has no right to; the log has an entry for each case.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 429 if it tried too often, 503 if the entries cannot be had
     */
    public RuntimeException refused(Try tried, Refusal refusal) {
        String code = refusal.type().slug();
        record(tried, code);
        refusedTries(code).increment((double) tried.caseReferences().stream().distinct().count());
        return refusal.problem();
    }

    /**
     * Has the log know of a try that found no case, although the client may ask.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem as {@link #refused}
     */
    public void recordUnknownCase(Try tried) {
        record(tried, null);
    }

    private void record(Try tried, @Nullable String code) {
        List<String> references = tried.caseReferences().stream().distinct().toList();
        limits.admitRefused(references.size());
        Requester by = requester.asTrier();
        accessLog.append(cases.of(by.agencyId(), references).stream().map(of -> denied(tried, by, of, code)).toList());
    }

    private static DisclosureDenied denied(Try tried, Requester by, TriedCase of, @Nullable String code) {
        return new DisclosureDenied(of.dataSubjectId(), of.consentRevision(), by, of.caseReference(), tried.purpose(),
                of.dataSubjectId() == null ? DisclosureDenied.Reason.UNKNOWN_CASE : DisclosureDenied.Reason.NO_GRANT,
                of.readAt(), of.readAt().plusNanos(System.nanoTime() - of.sentNanos()).truncatedTo(ChronoUnit.MICROS),
                of.publishedBefore(), null, tried.emergencyAccessId(), null, null, tried.attributes(), code);
    }
}
