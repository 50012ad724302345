package de.handschlag.consent.consentrecord;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.notice.WantedLanguages;

/** What a person has decided, for those who put it into another form. */
@ApplicationScoped
public class DecidedConsents {

    private static final WantedLanguages ANY = WantedLanguages.ofTag("de").orElseThrow();

    private final ConsentRecordService consentRecords;
    private final SecrecyReleaseService releases;

    DecidedConsents(ConsentRecordService consentRecords, SecrecyReleaseService releases) {
        this.consentRecords = consentRecords;
        this.releases = releases;
    }

    /**
     * A record of the login's person.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if this person has none with the id, 409 if nothing is decided
     */
    public DecidedConsent get(Login login, UUID consentRecordId) {
        ConsentRecordView view = consentRecords.show(login, consentRecordId, ANY, false);
        return DecidedConsent.of(view,
                login.isActing()
                        ? List.of()
                        : releases.declared(List.of(view)).getOrDefault(consentRecordId, List.of()));
    }
}
