package de.handschlag.consent.consentrecord;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import de.handschlag.consent.consentrecord.OwnRecords.Whole;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;

/** The page of one consent, on which the person also releases sources from secrecy (R9). */
@ApplicationScoped
class OneConsent {

    private final OwnRecords records;
    private final OwnReleases releases;

    OneConsent(OwnRecords records, OwnReleases releases) {
        this.records = records;
        this.releases = releases;
    }

    /** Why a release from secrecy was not given or taken back. */
    enum Obstacle {
        CHANGED,
        LOGIN_NOT_CONFIRMED,
        TOO_YOUNG
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance one(Whole record, List<OwnReleases.Release> releases,
                List<OwnReleases.Ended> ended, Errors errors, @Nullable Obstacle obstacle, ConsentsMessages text);
    }

    /**
     * The page, with what is wrong in a release beside it.
     *
     * @param obstacle null if nothing stands in the way
     */
    TemplateInstance shown(Login login, UUID consentRecordId, Errors errors, @Nullable Obstacle obstacle) {
        Page page = Page.current();
        Whole record = records.whole(login, consentRecordId, page.tag());
        boolean own = !login.isActing();
        return Templates.one(record, own ? releases.of(login, consentRecordId, page.tag()) : List.of(),
                own ? releases.endedOf(record.view()) : List.of(), errors, obstacle,
                page.messages(ConsentsMessages.class));
    }
}
