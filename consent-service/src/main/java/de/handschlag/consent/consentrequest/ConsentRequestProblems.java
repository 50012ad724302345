package de.handschlag.consent.consentrequest;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.problem.ProblemType;

/** What can be wrong with a request for consent. */
final class ConsentRequestProblems {

    static final ProblemType STATUTORY_PURPOSE = new ProblemType("statutory-purpose", 409,
            "This purpose rests on no consent", "Dieser Zweck beruht nicht auf einer Einwilligung",
            "Do not ask for a consent; inform the person about the norm that the member statute names.");
    static final ProblemType NOT_SHAREABLE = new ProblemType("attribute-not-shareable", 422,
            "An attribute may never be shared", "Eine Angabe darf nie weitergegeben werden",
            "Leave out the attributes that the catalogue marks as not shareable.");
    static final ProblemType NOT_OF_THE_PURPOSE = new ProblemType("attribute-not-of-the-purpose", 422,
            "The purpose does not need an attribute", "Eine Angabe gehört nicht zu diesem Zweck",
            "Ask only for attributes that GET /v1/purposes lists for the purpose with the basis CONSENT.");
    static final ProblemType PURPOSE_NOT_OF_THE_AGENCY = new ProblemType("purpose-not-of-the-agency-type", 422,
            "Agencies of this type do not ask for this purpose", "Stellen dieser Art fragen für diesen Zweck nicht an",
            "Use a purpose that GET /v1/purposes lists for your agency's type with the basis CONSENT.");

    private ConsentRequestProblems() {}

    static HttpProblem notFound() {
        return ProblemType.NOT_FOUND.because("Your agency made no request with this id.");
    }

    static HttpProblem notRecorded() {
        return ProblemType.NOT_FOUND.because("Your agency recorded no such approval of a request with this id.");
    }

    static HttpProblem notWithdrawn() {
        return ProblemType.NOT_FOUND.because("Your agency recorded no withdrawal of a request with this id.");
    }
}
