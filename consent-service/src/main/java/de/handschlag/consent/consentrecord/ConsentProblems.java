package de.handschlag.consent.consentrecord;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.problem.ProblemType;

/** What can be wrong with a decision on a request for consent. */
final class ConsentProblems {

    static final ProblemType EXPLICIT_STEP_MISSING = new ProblemType("explicit-step-missing", 422,
            "A specially protected attribute was not confirmed by itself",
            "Eine besonders geschützte Angabe wurde nicht einzeln bestätigt",
            "Let the person confirm each in its own step and list it in explicitAttributes, or leave it out.");
    static final ProblemType NOTICE_CHANGED = new ProblemType("notice-changed", 409,
            "The notice reads differently by now", "Der Hinweistext lautet inzwischen anders",
            "Show the person the notice of GET /v1/me/consent-records/{id}, or of its secrecy-releases, in this language and let them decide anew.");
    static final ProblemType ALREADY_DECIDED = new ProblemType("already-decided", 409, "The request is decided already",
            "Über die Anfrage ist schon entschieden",
            "Read the record's status; a grant can be withdrawn, and the agency can ask anew.");
    static final ProblemType NOT_IN_FORCE = new ProblemType("not-in-force", 409, "There is no grant to withdraw",
            "Es gibt keine Einwilligung zu widerrufen",
            "Read the status; a request that still waits can be refused by the person, and taken back by its agency.");

    static final ProblemType NOTHING_TO_ANSWER = new ProblemType("nothing-to-answer", 409,
            "No office recorded this consent, or it was answered or is over",
            "Diese Einwilligung hat keine Stelle eingetragen, oder sie ist beantwortet oder vorbei",
            "Read the record: recordedApproval is there if an office recorded it. What is in force can be withdrawn.");

    static final ProblemType NOT_DECIDED = new ProblemType("not-decided", 409, "Nothing is decided yet",
            "Es ist noch nichts entschieden", "Read the record's status; there is a receipt of a decision only.");

    static final ProblemType REPLACED = new ProblemType("replaced", 409, "Another consent took the place of this one",
            "Eine andere Einwilligung ist an die Stelle dieser getreten",
            "Withdraw the record that the member replacedBy names: it is the one that the agency reads by.");

    static final String LANGUAGE_TAG_EXPECTED = "a language tag such as en or fa-AF is expected";

    private ConsentProblems() {}

    static HttpProblem notFound() {
        return ProblemType.NOT_FOUND.because("You have no consent record with this id.");
    }
}
