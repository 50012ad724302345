package de.handschlag.consent.consentrecord;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.notice.Notice;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentEvidence.Channel;

/** What is kept to show that a decision was informed (R6); components as in {@link ConsentEvidence}. */
@Embeddable
record DecisionEvidence(String noticeVersion, String noticeHash, String language,
        @Enumerated(EnumType.STRING) Channel channel, @Nullable String assuranceLevel,
        @Nullable String assistingEmployee, @Nullable String interpreter) {

    /** The person decided alone, in the browser. */
    static DecisionEvidence web(Notice notice, @Nullable String assuranceLevel) {
        return new DecisionEvidence(notice.version(), notice.hash(), notice.language().tag(), Channel.WEB,
                assuranceLevel, null, null);
    }

    static DecisionEvidence of(ConsentEvidence evidence) {
        return new DecisionEvidence(evidence.noticeVersion(), evidence.noticeHash(), evidence.language(),
                evidence.channel(), evidence.assuranceLevel(), evidence.assistingEmployee(), evidence.interpreter());
    }

    ConsentEvidence toEvent() {
        return new ConsentEvidence(noticeVersion, noticeHash, language, channel, assuranceLevel, assistingEmployee,
                interpreter);
    }
}
