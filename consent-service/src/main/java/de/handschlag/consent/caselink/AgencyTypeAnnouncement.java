package de.handschlag.consent.caselink;

import java.time.InstantSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

import io.quarkus.scheduler.Scheduled;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.RecipientChanged;
import de.handschlag.consent.datasubject.LockedPerson;
import de.handschlag.consent.datasubject.PersonJobs;
import de.handschlag.consent.outbox.Outbox;

/**
 * Tells the type of an agency with each of its case links, as the registry decides by it what may be read (ADR 45): after the
 * type has changed, and for links that were made before their events told it.
 */
@ApplicationScoped
class AgencyTypeAnnouncement {

    private final PersonJobs jobs;
    private final CaseLinkRepository caseLinks;
    private final AgencyService agencies;
    private final Outbox outbox;
    private final InstantSource clock;

    AgencyTypeAnnouncement(PersonJobs jobs, CaseLinkRepository caseLinks, AgencyService agencies, Outbox outbox,
            InstantSource clock) {
        this.jobs = jobs;
        this.caseLinks = caseLinks;
        this.agencies = agencies;
        this.outbox = outbox;
        this.clock = clock;
    }

    void tellTheNewType(@ObservesAsync RecipientChanged change) {
        tellUntoldTypes();
    }

    /** Also for links from before, and for what was left when a replica ended in the middle. */
    @Scheduled(every = PersonJobs.INTERVAL, delayed = PersonJobs.DELAY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tellUntoldTypes() {
        jobs.forEach("Case links told the type of their agency", caseLinks::withUntoldAgencyType, (person,
                found) -> caseLinks.findByIdOptional(found.id()).filter(link -> tell(link, person)).isPresent());
    }

    private boolean tell(CaseLink caseLink, LockedPerson person) {
        String type = agencies.hold(caseLink.agencyId()).agencyType();
        if (!caseLink.hasToTell(type)) {
            return false;
        }
        outbox.append(caseLink.tell(type, person.nextRevision()), clock.instant());
        return true;
    }
}
