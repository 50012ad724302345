package de.handschlag.consent.caselink;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

import org.jboss.logging.Logger;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.RecipientChanged;
import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.LockedPerson;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.consent.transaction.NewTransaction;

/**
 * Tells the type of an agency with each of its case links, as the registry decides by it what may be read (ADR 45): after the
 * type has changed, and for links that were made before their events told it. Each link has its own transaction under the
 * person's lock and is looked at again there, so that two replicas tell once.
 */
@ApplicationScoped
class AgencyTypeAnnouncement {

    private static final Logger LOG = Logger.getLogger(AgencyTypeAnnouncement.class);
    private static final int BATCH = 500;

    private final CaseLinkRepository caseLinks;
    private final AgencyService agencies;
    private final DataSubjectService dataSubjects;
    private final Outbox outbox;
    private final NewTransaction transaction;
    private final InstantSource clock;

    AgencyTypeAnnouncement(CaseLinkRepository caseLinks, AgencyService agencies, DataSubjectService dataSubjects,
            Outbox outbox, NewTransaction transaction, InstantSource clock) {
        this.caseLinks = caseLinks;
        this.agencies = agencies;
        this.dataSubjects = dataSubjects;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    void tellTheNewType(@ObservesAsync RecipientChanged change) {
        tellUntoldTypes();
    }

    /** At start, for links from before, and once a day for what was left when a replica ended in the middle. */
    @Scheduled(every = "24h", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tellUntoldTypes() {
        List<UUID[]> found;
        int told;
        do {
            found = transaction.call(() -> caseLinks.withUntoldAgencyType(BATCH));
            told = 0;
            for (UUID[] ids : found) {
                told += tell(ids[0], ids[1]) ? 1 : 0;
            }
            if (told > 0) {
                LOG.infof("%d case links told the type of their agency", told);
            }
        } while (found.size() == BATCH && told > 0);
    }

    private boolean tell(UUID caseLinkId, UUID dataSubjectId) {
        try {
            return transaction.call(() -> {
                LockedPerson person = dataSubjects.lock(dataSubjectId);
                CaseLink caseLink = caseLinks.findById(caseLinkId);
                if (caseLink == null) {
                    return false;
                }
                String type = agencies.find(caseLink.agencyId()).orElseThrow().agencyType();
                if (!caseLink.hasToTell(type)) {
                    return false;
                }
                Instant now = clock.instant();
                outbox.append(caseLink.tell(type, person.nextRevision()), now);
                return true;
            });
        } catch (HttpProblem erasedMeanwhile) {
            return false;
        } catch (RuntimeException e) {
            // One link that cannot be told must not keep the others; the next run tries it again.
            LOG.errorf(e, "Case link %s cannot tell the type of its agency", caseLinkId);
            return false;
        }
    }
}
