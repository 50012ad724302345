package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.consentrecord.OwnRecords.Standing;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.paging.Cursor;
import de.handschlag.page.Page;

/** A person's consents for pages and papers beside their own: names in the reader's language instead of keys. */
@ApplicationScoped
public class OwnConsents {

    private static final int MOST = 100;

    private final ConsentRecordService consentRecords;
    private final SecrecyReleaseService releases;
    private final AgencyService agencies;
    private final CatalogueNames names;

    OwnConsents(ConsentRecordService consentRecords, SecrecyReleaseService releases, AgencyService agencies,
            CatalogueNames names) {
        this.consentRecords = consentRecords;
        this.releases = releases;
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

    /** What an office recorded as given, and the person has not said yet whether they said so; newest first. */
    public List<Card> toBeAnswered(Login login, String language) {
        return consentRecords.list(login, ConsentStatus.GIVEN, null, MOST).consentRecords().stream()
                .filter(view -> view.recordedApproval() != null && view.recordedApproval().toBeAnswered())
                .map(view -> card(view, language)).toList();
    }

    /**
     * A request and what became of it, in words.
     *
     * @param standing   how it stands now
     * @param allowed    what is or was granted; empty if nothing ever was
     * @param notAllowed what was asked for beyond that
     * @param releases   from secrecy, declared beside it (R9), the oldest first
     */
    public record Decision(String office, Named purpose, String standing, List<Named> allowed, List<Named> notAllowed,
            String legalBasis, String caseReference, Instant askedAt, @Nullable Instant decidedAt,
            @Nullable Instant expiresAt, @Nullable Instant endedAt, List<Release> releases) {}

    /** @param office what the source is called */
    public record Release(String office, DeclaredRelease declared) {}

    /** All that the person was ever asked, newest first, in the page's language. */
    public List<Decision> decisions(Login login, Page page) {
        List<Decision> decisions = new ArrayList<>();
        String cursor = null;
        do {
            ConsentRecordView.Page records = consentRecords.list(login, null,
                    cursor == null ? null : Cursor.decode(cursor), MOST);
            Map<UUID, List<DeclaredRelease>> declared = releases.declared(records.consentRecords());
            records.consentRecords().forEach(view -> decisions
                    .add(decision(view, declared.getOrDefault(view.consentRecordId(), List.of()), page)));
            cursor = records.nextCursor();
        } while (cursor != null);
        return decisions;
    }

    private Decision decision(ConsentRecordView view, List<DeclaredRelease> declared, Page page) {
        Standing standing = Standing.of(view);
        List<String> granted = standing.everGranted(view) ? view.attributes() : List.of();
        return new Decision(office(view.agencyId()), names.purpose(view.purpose(), page.tag()),
                standing.text(page.messages(ConsentsMessages.class)), named(granted, page.tag()),
                named(view.requestedAttributes().stream().filter(key -> !granted.contains(key)).toList(), page.tag()),
                view.legalBasis(), view.caseReference(), view.requestedAt(), view.decidedAt(), view.expiresAt(),
                view.endedAt(),
                declared.stream().map(release -> new Release(office(release.sourceAgencyId()), release)).toList());
    }

    private List<Named> named(List<String> attributes, String language) {
        return attributes.stream().map(key -> names.attribute(key, language)).toList();
    }

    private List<Card> cards(Login login, ConsentStatus status, String language) {
        return consentRecords.list(login, status, null, MOST).consentRecords().stream()
                .map(view -> card(view, language)).toList();
    }

    private Card card(ConsentRecordView view, String language) {
        return new Card(view.consentRecordId(), office(view.agencyId()), names.purpose(view.purpose(), language),
                named(view.attributes(), language), view.requestedAt(), view.expiresAt());
    }

    private String office(String agencyId) {
        return agencies.nameOf(agencyId);
    }
}
