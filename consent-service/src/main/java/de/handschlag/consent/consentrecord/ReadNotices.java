package de.handschlag.consent.consentrecord;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.consent.notice.LanguageTag;
import de.handschlag.consent.notice.Notice;
import de.handschlag.consent.notice.NoticeContent;
import de.handschlag.consent.notice.NoticeLanguage;
import de.handschlag.consent.notice.NoticeService;
import de.handschlag.consent.notice.ReleaseContent;
import de.handschlag.edge.InvalidRequest;

/** R6, R7: the notice that a person says to have read must be what it reads now, letter by letter. Then it is kept. */
@ApplicationScoped
class ReadNotices {

    private final NoticeService notices;

    ReadNotices(NoticeService notices) {
        this.notices = notices;
    }

    /** @throws HttpProblem 422 if it is none */
    static LanguageTag languageTag(String text) {
        return LanguageTag.of(text)
                .orElseThrow(() -> InvalidRequest.body("language", ConsentProblems.LANGUAGE_TAG_EXPECTED));
    }

    /** @throws HttpProblem 409 if the notice reads otherwise by now, 422 if there is none in the language */
    NoticeService.Read require(NoticeContent content, String language, String hash, Instant now) {
        NoticeService.Read read = notices.findRead(content, told(language, content.purpose()), hash, now)
                .orElseThrow(ReadNotices::changed);
        notices.keep(read.notice());
        return read;
    }

    /** @throws HttpProblem 409 if the notice reads otherwise by now, 422 if there is none in the language */
    Notice require(ReleaseContent content, String language, String hash) {
        Notice read = notices.findReadRelease(content, told(language, content.purpose()), hash)
                .orElseThrow(ReadNotices::changed);
        notices.keep(read);
        return read;
    }

    private NoticeLanguage told(String language, String purpose) {
        return NoticeLanguage.of(languageTag(language)).filter(one -> notices.isShownIn(one, purpose))
                .orElseThrow(() -> InvalidRequest.body("language",
                        "no notice exists in this language; state the language actually shown"));
    }

    private static HttpProblem changed() {
        return ConsentProblems.NOTICE_CHANGED.because("The noticeHash is not that of the notice as it reads now.");
    }
}
