package de.handschlag.registry.attributevalue;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
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
import de.handschlag.catalogue.Attribute.Shareable;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.ValueCheck;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.caselink.CaseLinks;
import de.handschlag.registry.personkey.PersonKey;
import de.handschlag.registry.personkey.PersonKeys;
import de.handschlag.registry.revision.AppliedChanges;
import de.handschlag.registry.revision.RevisionHeader;
import de.handschlag.sealing.RevisionTokens.PersonRevision;
import de.handschlag.text.TextRule;

/** Agencies contribute values for their own cases and for nobody else's. */
@ApplicationScoped
class AttributeValueService {

    private static final ProblemType CASE_NOT_FOUND = new ProblemType("case-not-found", 404,
            "This agency has no such case", "Diese Behörde hat keinen solchen Fall",
            "Link the case reference at the consent-service first; send its Consent-Revision to have the registry wait.");
    /** Its values are codes of blocks only; who has none has no block (R14). */
    static final String DISCLOSURE_BLOCK = "disclosure_block";
    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");
    /** Nobody whom a value can be about was born before. */
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final Duration LINK_POLL = Duration.ofMillis(10);

    private final AttributeValueRepository values;
    private final CaseLinks caseLinks;
    private final PersonKeys keys;
    private final Catalogue catalogue;
    private final RevisionHeader revisions;
    private final AppliedChanges changes;
    private final Duration revisionWait;
    private final InstantSource clock;

    AttributeValueService(AttributeValueRepository values, CaseLinks caseLinks, PersonKeys keys, Catalogue catalogue,
            RevisionHeader revisions, AppliedChanges changes,
            @ConfigProperty(name = "handschlag.revision.wait") Duration revisionWait, InstantSource clock) {
        this.values = values;
        this.caseLinks = caseLinks;
        this.keys = keys;
        this.catalogue = catalogue;
        this.revisions = revisions;
        this.changes = changes;
        this.revisionWait = revisionWait;
        this.clock = clock;
    }

    /**
     * Takes all values or none.
     *
     * @param severalValues   whether they are the members of a list, or one by itself; for what is told to the client
     * @param consentRevision the header that the link of the case came with; the registry waits until the case stands for the
     *                        person of that link. May be null
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if the header was not given for this case, 404 if the case does not
     *                                                     stand for that person, 503 if the registry has not come to that
     *                                                     revision in time
     */
    void contribute(String agencyId, String caseReference, List<Contribution> contributions, boolean severalValues,
            @Nullable String consentRevision) {
        PersonRevision ofLink = revisions.open(agencyId, caseReference, consentRevision);
        List<Contribution> checked = checked(contributions, severalValues);
        if (ofLink != null) {
            awaitCase(agencyId, caseReference, ofLink.dataSubjectId());
        }
        boolean blocks = checked.stream().anyMatch(c -> c.attribute().equals(DISCLOSURE_BLOCK));
        QuarkusTransaction.requiringNew().run(() -> {
            UUID person = lockPerson(agencyId, caseReference, blocks);
            if (ofLink != null && !person.equals(ofLink.dataSubjectId())) {
                // The reference was another person's when the agency was given the header, or is by now (ADR 43).
                throw caseNotFound();
            }
            PersonKey key = keys.findOrMake(person);
            Instant now = clock.instant();
            // In one order, so that two batches of the same case do not wait for each other.
            checked.stream().sorted((a, b) -> a.attribute().compareTo(b.attribute()))
                    .forEach(c -> put(new AttributeValue.Key(person, c.attribute(), agencyId), c, key, now));
            if (blocks) {
                values.markDisclosureBlock(person, DISCLOSURE_BLOCK);
            }
        });
    }

    /**
     * A value that becomes another one is a correction (R24); said again, it is none, also if an earlier catalogue took it in other
     * words.
     */
    private void put(AttributeValue.Key of, Contribution contribution, PersonKey key, Instant now) {
        AttributeValue former = values.former(of);
        Attribute attribute = requireNonNull(catalogue.attributes().get(of.attribute()));
        if (former != null && !(former.asOf().equals(contribution.asOf())
                && key.opened(of.attribute(), of.sourceAgencyId(), former.sealedValue())
                        .flatMap(said -> catalogue.readable(attribute, said, former.form(), today()))
                        .filter(said -> TextRule.same(contribution.value(), said)).isPresent())) {
            values.noteCorrection(former);
        }
        values.put(of, key.seal(of.attribute(), of.sourceAgencyId(), contribution.value()), contribution.asOf(), now,
                attribute.form());
    }

    /** Of what this agency contributed a value itself, by attribute. */
    List<OwnContribution> contributions(String agencyId, String caseReference) {
        return QuarkusTransaction.requiringNew().call(() -> {
            UUID person = lockPerson(agencyId, caseReference, false);
            return values.contributions(person, agencyId).stream()
                    .map(v -> new OwnContribution(v.attribute(), v.sourceAgencyId(), v.asOf(), v.recordedAt()))
                    .toList();
        });
    }

    /** Takes back what this agency contributed. */
    void remove(String agencyId, String caseReference, String attribute) {
        boolean blocks = attribute.equals(DISCLOSURE_BLOCK);
        QuarkusTransaction.requiringNew().run(() -> {
            UUID person = lockPerson(agencyId, caseReference, blocks);
            AttributeValue.Key of = new AttributeValue.Key(person, attribute, agencyId);
            AttributeValue former = values.former(of);
            if (former == null) {
                throw ProblemType.NOT_FOUND.because("This agency has contributed no value of this attribute.");
            }
            values.noteCorrection(former);
            values.delete(former);
            if (blocks) {
                values.markDisclosureBlock(person, DISCLOSURE_BLOCK);
            }
        });
    }

    private UUID lockPerson(String agencyId, String caseReference, boolean alone) {
        return caseLinks.lockPerson(agencyId, caseReference, alone).orElseThrow(AttributeValueService::caseNotFound);
    }

    private static RuntimeException caseNotFound() {
        return CASE_NOT_FOUND.because("The case reference is not linked to a person.");
    }

    /** Until the case stands for the person, or all that was decided before this request is applied and it does not. */
    private void awaitCase(String agencyId, String caseReference, UUID person) {
        Instant known = changes.allThatIsKnownNow();
        long deadline = System.nanoTime() + revisionWait.toNanos();
        while (true) {
            if (changes.include(known) || QuarkusTransaction.requiringNew()
                    .call(() -> caseLinks.lockPerson(agencyId, caseReference, false)).filter(person::equals)
                    .isPresent()) {
                return;
            }
            if (System.nanoTime() >= deadline) {
                throw RevisionHeader.notReached();
            }
            LockSupport.parkNanos(LINK_POLL.toNanos());
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), GERMANY);
    }

    /** As they are kept: an alias of a code becomes the code. */
    private List<Contribution> checked(List<Contribution> contributions, boolean severalValues) {
        Set<String> seen = new HashSet<>();
        LocalDate today = today();
        List<Contribution> checked = new ArrayList<>(contributions.size());
        for (int index = 0; index < contributions.size(); index++) {
            Contribution contribution = contributions.get(index);
            String place = severalValues ? "values[" + index + "]." : "";
            Attribute attribute = catalogue.attributes().get(contribution.attribute());
            if (attribute == null) {
                throw InvalidRequest.place(place + "attribute", "the catalogue has no such attribute");
            }
            if (attribute.shareable() == Shareable.NO) {
                // R5: what can never be read need not be kept.
                throw InvalidRequest.place(place + "attribute", "this attribute is not shareable");
            }
            if (!seen.add(attribute.key())) {
                throw InvalidRequest.place(place + "attribute", "this attribute stands twice");
            }
            String value = switch (catalogue.check(attribute, contribution.value(), today)) {
                case ValueCheck.Accepted(String accepted) -> accepted;
                // Never the value itself: a problem is no place for personal data.
                case ValueCheck.Refused(String expectation) ->
                    throw InvalidRequest.place(place + "value", attribute.key() + " takes " + expectation);
            };
            if (contribution.asOf().isAfter(today) || contribution.asOf().isBefore(EARLIEST)) {
                throw InvalidRequest.place(place + "asOf", "a day from " + EARLIEST + " to today is expected");
            }
            checked.add(new Contribution(attribute.key(), value, contribution.asOf()));
        }
        return checked;
    }
}
