package de.handschlag.consent.consentrecord;

import java.time.Instant;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.problem.ProblemType;

/** What can be wrong with a release from secrecy, or with taking it back. */
final class SecrecyProblems {

    private static final ProblemType NO_CONSENT_TO_RELEASE_FOR = new ProblemType("no-consent-to-release-for", 409,
            "There is no consent in force that a release could be about",
            "Es gibt keine geltende Einwilligung, für die entbunden werden könnte",
            "Read the record's status; a release is given beside a consent that is in force.");
    static final ProblemType NOT_RELEASED = new ProblemType("not-released", 409,
            "There is no release from secrecy to withdraw", "Es gibt keine Entbindung zu widerrufen",
            "Read the record's releasedSources; with a consent its releases end.");

    private SecrecyProblems() {}

    static HttpProblem noConsentToReleaseFor(ConsentRecord consent, Instant now) {
        return NO_CONSENT_TO_RELEASE_FOR.because("The record's status is " + consent.statusAt(now).dpvTerm() + ".");
    }
}
