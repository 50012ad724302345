package de.handschlag.consent.consentrecord;

import jakarta.ws.rs.core.HttpHeaders;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.notice.WantedLanguages;
import de.handschlag.edge.InvalidRequest;

/** In which languages a request wants to read a notice. */
final class AskedLanguages {

    private AskedLanguages() {}

    /**
     * The language that the query names; without one those of Accept-Language.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if what names it is no language tag
     */
    static WantedLanguages of(@Nullable String language, HttpHeaders headers) {
        return language == null
                ? WantedLanguages.ofAcceptLanguage(headers.getRequestHeader(HttpHeaders.ACCEPT_LANGUAGE)).orElseThrow(
                        () -> InvalidRequest.header(HttpHeaders.ACCEPT_LANGUAGE, ConsentProblems.LANGUAGE_TAG_EXPECTED))
                : WantedLanguages.ofTag(language)
                        .orElseThrow(() -> InvalidRequest.query("language", ConsentProblems.LANGUAGE_TAG_EXPECTED));
    }
}
