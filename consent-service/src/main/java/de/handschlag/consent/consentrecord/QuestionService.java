package de.handschlag.consent.consentrecord;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.notice.Notice;
import de.handschlag.consent.notice.WantedLanguages;

/** Puts a request into the words of a page. What it is and what its notice says is told by {@link ConsentRecordService}. */
@ApplicationScoped
class QuestionService {

    private static final String GERMAN = "de";

    private final ConsentRecordService consentRecords;
    private final AgencyService agencies;
    private final CatalogueService catalogue;
    private final CatalogueNames names;

    QuestionService(ConsentRecordService consentRecords, AgencyService agencies, CatalogueService catalogue,
            CatalogueNames names) {
        this.consentRecords = consentRecords;
        this.agencies = agencies;
        this.catalogue = catalogue;
        this.names = names;
    }

    /**
     * A record of the person with the office's name, in the reader's language.
     *
     * @param question what is to be decided, or can be decided anew after a refusal; null if it is not, or not any more
     * @param granted  what is granted; empty while there is no grant
     */
    record Looked(ConsentRecordView view, AgencyView agency, Named purpose, List<Named> granted,
            @Nullable Question question) {}

    /** @param besideGerman whether the German text is wanted beside the person's own language */
    Looked look(Login login, UUID id, String language, boolean besideGerman) {
        ConsentRecordView view = consentRecords.show(login, id, wanted(language), true);
        AgencyView agency = agencies.find(view.agencyId()).orElseThrow(ConsentProblems::notFound);
        Notice notice = view.notice();
        boolean decidable = view.status() == ConsentStatus.REQUESTED || Boolean.TRUE.equals(view.canStillBeApproved());
        Question question = decidable && notice != null
                ? question(login, view, agency, notice, language, besideGerman)
                : null;
        return new Looked(view, agency, names.purpose(view.purpose(), language), named(view.attributes(), language),
                question);
    }

    private Question question(Login login, ConsentRecordView view, AgencyView agency, Notice notice, String language,
            boolean besideGerman) {
        List<Named> asked = named(view.requestedAttributes(), language);
        boolean german = notice.language().tag().startsWith(GERMAN);
        Notice beside = besideGerman && !german
                ? consentRecords.show(login, view.consentRecordId(), wanted(GERMAN), true).notice()
                : null;
        return new Question(view.consentRecordId(), agency, names.agencyType(agency.agencyType(), language),
                names.purpose(view.purpose(), language), names.purposePlainly(view.purpose(), language),
                asked.stream().filter(attribute -> !isSpecial(attribute)).toList(),
                asked.stream().filter(this::isSpecial).toList(),
                Objects.requireNonNullElse(view.requiredAttributes(), List.of()), view.months(), view.requestedAt(),
                view.replaces() != null, view.status() == ConsentStatus.REFUSED,
                ShownNotice.of(notice, view.missingLanguage() == null),
                beside == null ? null : ShownNotice.of(beside, true));
    }

    private static WantedLanguages wanted(String language) {
        return WantedLanguages.ofTag(language).orElseThrow();
    }

    private List<Named> named(List<String> keys, String language) {
        return keys.stream().map(key -> names.attribute(key, language)).toList();
    }

    private boolean isSpecial(Named attribute) {
        return catalogue.attribute(attribute.key()).filter(entry -> entry.sensitivity() == Sensitivity.SPECIAL)
                .isPresent();
    }
}
