package de.handschlag.systemtest;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.deploy.demonstration.Amira;
import de.handschlag.systemtest.ForgedLog.Event;

/** What happens in the demonstration, and in its {@link DemonstrationScene scene}, by the events that tell of it. */
final class DemonstratedEvents {

    private static final String READ = "data.disclosed";

    private DemonstratedEvents() {}

    /** The Jobcenter read what Amira had permitted, and took back later. */
    static Event readByGrant(ForgedLog log) {
        return log.first(READ, read -> isOf(read, Amira.READING_AGENCY) && !read.data().path("grantIds").isEmpty());
    }

    /** What permitted {@link #readByGrant}. */
    static Event grant(ForgedLog log) {
        JsonNode id = readByGrant(log).data().path("grantIds").path(0);
        return log.first("consent.given", given -> given.consentRecord().path("consentRecordId").equals(id));
    }

    /** That Amira took {@link #grant} back. */
    static Event withdrawal(ForgedLog log) {
        JsonNode id = readByGrant(log).data().path("grantIds").path(0);
        return log.first("consent.withdrawn", ended -> ended.consentRecord().path("consentRecordId").equals(id));
    }

    /** The counselling agency read what Amira permits it to this day. */
    static Event readByStandingGrant(ForgedLog log) {
        return log.first(READ, read -> isOf(read, Amira.COUNSELLING_AGENCY));
    }

    /** What permitted {@link #readByStandingGrant}. */
    static Event standingGrant(ForgedLog log) {
        JsonNode id = readByStandingGrant(log).data().path("grantIds").path(0);
        return log.first("consent.given", given -> given.consentRecord().path("consentRecordId").equals(id));
    }

    /** The Jobcenter read something about Amira by a statute. */
    static Event readByStatute(ForgedLog log) {
        return log.first(READ, read -> read.data().has("norm") && !read.data().has("emergencyAccessId"));
    }

    /** That the agency came to know Amira. */
    static Event link(ForgedLog log, String agency) {
        String person = readByGrant(log).person();
        return log.first("case.linked", link -> link.person().equals(person) && isLinkOf(link, agency));
    }

    /** That the counselling agency came to know somebody else. */
    static Event linkOfSomebodyElse(ForgedLog log) {
        String person = readByGrant(log).person();
        return log.first("case.linked",
                link -> !link.person().equals(person) && isLinkOf(link, Amira.COUNSELLING_AGENCY));
    }

    /** The youth office opened an emergency access. */
    static Event opening(ForgedLog log) {
        return log.first("emergency-access.opened");
    }

    /** It read under it. */
    static Event readInEmergency(ForgedLog log) {
        return log.first(READ, read -> read.data().has("emergencyAccessId"));
    }

    /** The data-protection officer reviewed it. */
    static Event review(ForgedLog log) {
        return log.first("emergency-access.reviewed");
    }

    /** A person had themself erased. */
    static Event erasure(ForgedLog log) {
        return log.first("person.erased");
    }

    /** Before that, an agency's case had ceased to stand for that person. */
    static Event unlinking(ForgedLog log) {
        return log.first("case.unlinked");
    }

    /** And before that, this agency had read something about that person. */
    static Event readOfTheErased(ForgedLog log) {
        String person = erasure(log).person();
        return log.first(READ, read -> read.person().equals(person));
    }

    /** Somebody was refused to read something about a person. */
    static Event denial(ForgedLog log) {
        return log.first("disclosure.denied");
    }

    private static boolean isOf(Event read, String agency) {
        return read.data().path("requester").path("agencyId").asText().equals(agency);
    }

    private static boolean isLinkOf(Event link, String agency) {
        return link.data().path("caseLink").path("agencyId").asText().equals(agency);
    }
}
