package de.handschlag.consent.notice;

import de.handschlag.problem.ProblemType;

/** What can be wrong with an approval or a publication. */
final class NoticeProblems {

    static final ProblemType NO_DRAFT = new ProblemType("wording-no-draft", 409, "The wording is no draft",
            "Der Text ist kein Entwurf", "Read the wordings of its scope and language, and approve the newest draft.");
    static final ProblemType NOT_APPROVED = new ProblemType("wording-not-approved", 409,
            "Nobody has approved the wording", "Der Text ist nicht freigegeben",
            "Let a named person who knows the language approve it first.");
    static final ProblemType OUTDATED = new ProblemType("wording-outdated", 409, "The German wording has changed since",
            "Der deutsche Text lautet inzwischen anders",
            "Translate the German wording as it is now; the catalogue brings the translation at the next start.");
    static final ProblemType PROPOSER = new ProblemType("wording-approved-by-its-proposer", 422,
            "The proposer cannot approve", "Wer einen Text vorschlägt, kann ihn nicht freigeben",
            "Name the person who has read the translation and vouches for it.");

    private NoticeProblems() {}
}
