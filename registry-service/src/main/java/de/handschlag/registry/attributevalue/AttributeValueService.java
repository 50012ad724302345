package de.handschlag.registry.attributevalue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.quarkus.narayana.jta.QuarkusTransaction;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.attributevalue.AttributeValueResource.Contribution;

/** Agencies contribute values for their own cases and for nobody else's. */
@ApplicationScoped
class AttributeValueService {

    private static final ProblemType CASE_NOT_FOUND = new ProblemType("case-not-found", 404,
            "This agency has no such case", "Diese Behörde hat keinen solchen Fall",
            "Link the case reference at the consent-service first; send its Consent-Revision to have the registry wait.");
    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");
    private static final Duration LINK_POLL = Duration.ofMillis(10);

    private final AttributeValueRepository values;
    private final Catalogue catalogue;
    private final Duration revisionWait;

    AttributeValueService(AttributeValueRepository values, Catalogue catalogue,
            @ConfigProperty(name = "handschlag.revision.wait") Duration revisionWait) {
        this.values = values;
        this.catalogue = catalogue;
        this.revisionWait = revisionWait;
    }

    /**
     * Takes all values or none.
     *
     * @param consentRevision the revision that the link of the case came with; the registry waits for it. May be null
     */
    void contribute(String agencyId, String caseReference, List<Contribution> contributions,
            @Nullable Long consentRevision) {
        check(contributions);
        awaitCase(agencyId, caseReference, consentRevision);
        QuarkusTransaction.requiringNew().run(() -> {
            UUID person = lockPerson(agencyId, caseReference);
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            // In one order, so that two batches of the same case do not wait for each other.
            contributions.stream().sorted((a, b) -> a.attribute().compareTo(b.attribute()))
                    .forEach(c -> values.put(new AttributeValue.Key(person, c.attribute(), agencyId), c.value(),
                            c.asOf(), now));
        });
    }

    /** What this agency contributed itself, by attribute. */
    List<Contribution> contributions(String agencyId, String caseReference) {
        return QuarkusTransaction.requiringNew()
                .call(() -> values.contributions(lockPerson(agencyId, caseReference), agencyId).stream()
                        .map(v -> new Contribution(v.attribute, v.value, v.asOf)).toList());
    }

    /** Takes back what this agency contributed. */
    void remove(String agencyId, String caseReference, String attribute) {
        QuarkusTransaction.requiringNew().run(() -> {
            UUID person = lockPerson(agencyId, caseReference);
            if (!values.remove(new AttributeValue.Key(person, attribute, agencyId))) {
                throw ProblemType.NOT_FOUND.because("This agency has contributed no value of this attribute.");
            }
        });
    }

    private UUID lockPerson(String agencyId, String caseReference) {
        return values.lockPerson(agencyId, caseReference)
                .orElseThrow(() -> CASE_NOT_FOUND.because("The case reference is not linked to a person."));
    }

    private void awaitCase(String agencyId, String caseReference, @Nullable Long consentRevision) {
        if (consentRevision == null) {
            return;
        }
        long deadline = System.nanoTime() + revisionWait.toNanos();
        while (System.nanoTime() < deadline && QuarkusTransaction.requiringNew()
                .call(() -> values.lockPerson(agencyId, caseReference)).isEmpty()) {
            LockSupport.parkNanos(LINK_POLL.toNanos());
        }
    }

    private void check(List<Contribution> contributions) {
        Set<String> seen = new HashSet<>();
        LocalDate today = LocalDate.now(GERMANY);
        for (Contribution contribution : contributions) {
            Attribute attribute = catalogue.attributes().get(contribution.attribute());
            if (attribute == null) {
                throw ProblemType.INVALID_REQUEST.because("The catalogue has no attribute with one of the given keys.");
            }
            if (!attribute.shareable()) {
                // R5: what can never be read need not be kept.
                throw ProblemType.INVALID_REQUEST.because("The attribute " + attribute.key() + " is not shareable.");
            }
            if (!seen.add(attribute.key())) {
                throw ProblemType.INVALID_REQUEST.because("The attribute " + attribute.key() + " stands twice.");
            }
            if (contribution.asOf().isAfter(today)) {
                throw ProblemType.INVALID_REQUEST.because("asOf of " + attribute.key() + " lies in the future.");
            }
        }
    }
}
