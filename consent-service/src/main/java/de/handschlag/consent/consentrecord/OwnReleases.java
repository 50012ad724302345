package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.notice.Notice;
import de.handschlag.consent.notice.NoticePart;
import de.handschlag.consent.notice.WantedLanguages;

/** Puts releases from secrecy into the words of a person's page. What they are is told by {@link SecrecyReleaseService}. */
@ApplicationScoped
class OwnReleases {

    /** The part of the notice that the person says themselves. */
    private static final String ANSWER = "answer-release-yes";

    private final SecrecyReleaseService releases;
    private final AgencyService agencies;

    OwnReleases(SecrecyReleaseService releases, AgencyService agencies) {
        this.releases = releases;
        this.agencies = agencies;
    }

    /**
     * A source under secrecy beside a consent.
     *
     * @param releasedAt since when it is released; null if it is not, or that is not known
     * @param notice     what the person read, or is to read; null if there is none
     * @param answer     the words in which they release it; empty if there is no notice
     */
    record Release(String agencyId, String office, boolean released, @Nullable Instant releasedAt,
            @Nullable ShownNotice notice, String answer) {

        /** Name of the form's field, which is the input's id, too. */
        public String field() {
            return OwnReleases.field(agencyId);
        }
    }

    /**
     * A release that counts no more.
     *
     * @param office what its source is called
     */
    record Ended(String office, DeclaredRelease declared) {}

    static String field(String agencyId) {
        return "release-" + agencyId;
    }

    /** All that stand beside the consent, by the source's id; none unless it is in force. */
    List<Release> of(Login login, UUID consentRecordId, String language) {
        return releases.list(login, consentRecordId, WantedLanguages.ofTag(language).orElseThrow()).stream()
                .map(this::release).toList();
    }

    /** Those beside the consent that count no more, the oldest first. */
    List<Ended> endedOf(ConsentRecordView consent) {
        return releases.declared(List.of(consent)).getOrDefault(consent.consentRecordId(), List.of()).stream()
                .filter(declared -> declared.endedAt() != null)
                .map(declared -> new Ended(agencies.nameOf(declared.sourceAgencyId()), declared)).toList();
    }

    private Release release(SecrecyReleaseView view) {
        Notice notice = view.notice();
        return new Release(view.sourceAgencyId(), agencies.nameOf(view.sourceAgencyId()), view.released(),
                view.releasedAt(),
                notice == null ? null : ShownNotice.of(notice, view.missingLanguage() == null, ANSWER),
                notice == null
                        ? ""
                        : notice.parts().stream().filter(part -> part.element().equals(ANSWER)).map(NoticePart::text)
                                .findFirst().orElse(""));
    }
}
