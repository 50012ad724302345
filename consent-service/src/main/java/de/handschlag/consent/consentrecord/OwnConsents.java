package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.datasubject.Login;

/** A person's consents as cards of their first page: names in the reader's language instead of keys. */
@ApplicationScoped
public class OwnConsents {

    private static final int MOST = 100;

    private final ConsentRecordService consentRecords;
    private final AgencyService agencies;
    private final CatalogueNames names;

    OwnConsents(ConsentRecordService consentRecords, AgencyService agencies, CatalogueNames names) {
        this.consentRecords = consentRecords;
        this.agencies = agencies;
        this.names = names;
    }

    /**
     * One request, or one grant in force.
     *
     * @param attributes what is asked for, or granted
     * @param expiresAt  end of the grant; null while undecided
     */
    public record Card(UUID id, String office, Named purpose, List<Named> attributes, Instant requestedAt,
            @Nullable Instant expiresAt) {}

    /** What waits for the person's decision, newest first. */
    public List<Card> waiting(Login login, String language) {
        return cards(login, ConsentStatus.REQUESTED, language);
    }

    /** What the person has granted and not taken back, newest first. */
    public List<Card> inForce(Login login, String language) {
        return cards(login, ConsentStatus.GIVEN, language);
    }

    private List<Card> cards(Login login, ConsentStatus status, String language) {
        return consentRecords.list(login, status, null, MOST).consentRecords().stream()
                .map(view -> new Card(view.consentRecordId(), office(view.agencyId()),
                        names.purpose(view.purpose(), language),
                        view.attributes().stream().map(key -> names.attribute(key, language)).toList(),
                        view.requestedAt(), view.expiresAt()))
                .toList();
    }

    private String office(String agencyId) {
        return agencies.find(agencyId).map(AgencyView::name).orElse(agencyId);
    }
}
