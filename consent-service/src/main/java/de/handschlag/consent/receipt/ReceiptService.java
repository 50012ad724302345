package de.handschlag.consent.receipt;

import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.catalogue.Purpose;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.consentrecord.DecidedConsent;
import de.handschlag.consent.consentrecord.DecidedConsents;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.notice.Notice;
import de.handschlag.page.PageLanguage;

/** Puts together what a receipt says. */
@ApplicationScoped
class ReceiptService {

    /** What is said of a purpose that the catalogue has no more. */
    private static final URI ANY_PURPOSE = URI.create("https://w3id.org/dpv#Purpose");

    private final DecidedConsents consents;
    private final AgencyService agencies;
    private final CatalogueService catalogue;
    private final CatalogueNames names;
    private final ReceiptSettings settings;
    private final InstantSource clock;

    ReceiptService(DecidedConsents consents, AgencyService agencies, CatalogueService catalogue, CatalogueNames names,
            ReceiptSettings settings, InstantSource clock) {
        this.consents = consents;
        this.agencies = agencies;
        this.catalogue = catalogue;
        this.names = names;
        this.settings = settings;
        this.clock = clock;
        String path = settings.address().getPath();
        if (settings.address().getHost() == null || path != null && !path.isEmpty()) {
            throw new IllegalStateException(
                    "handschlag.receipt.address must be an address without a path, such as https://consent.example");
        }
    }

    /**
     * The receipt of a record as it stands now.
     *
     * @param wanted its language; null for that of the notice that the person read
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if this person has no such record, 409 if nothing is decided
     */
    Receipt of(Login login, UUID consentRecordId, @Nullable PageLanguage wanted) {
        DecidedConsent consent = consents.get(login, consentRecordId);
        PageLanguage language = wanted == null ? languageOf(consent.notice()) : wanted;
        AgencyView agency = agencies.find(consent.agencyId())
                .orElseThrow(() -> new IllegalStateException("an agency that asked is registered"));
        return new Receipt(consent, agency, clock.instant().truncatedTo(ChronoUnit.SECONDS), language,
                names.purpose(consent.purpose(), language.tag()),
                names.purposePlainly(consent.purpose(), language.tag()),
                catalogue.purpose(consent.purpose()).map(Purpose::dpvIri).map(URI::create).orElse(ANY_PURPOSE),
                items(consent.granted(), consent, language), items(consent.notGranted(), consent, language),
                consent.releases().stream()
                        .map(release -> new Receipt.Release(release, agencies.nameOf(release.sourceAgencyId())))
                        .toList(),
                settings.address());
    }

    private static PageLanguage languageOf(@Nullable Notice notice) {
        return Optional.ofNullable(notice).flatMap(read -> PageLanguage.of(read.language().tag()))
                .orElse(PageLanguage.GERMAN);
    }

    private List<Receipt.Item> items(List<String> keys, DecidedConsent consent, PageLanguage language) {
        return keys.stream().map(key -> {
            boolean explicit = consent.explicit().contains(key);
            return new Receipt.Item(names.attribute(key, language.tag()), explicit || catalogue.attribute(key)
                    .filter(attribute -> attribute.sensitivity() == Sensitivity.SPECIAL).isPresent(), explicit);
        }).toList();
    }
}
