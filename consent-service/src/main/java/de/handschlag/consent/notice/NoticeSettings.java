package de.handschlag.consent.notice;

import java.util.Locale;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What notices say beyond the catalogue and the agency; application.properties explains each. */
@ConfigMapping(prefix = "handschlag.notice")
public interface NoticeSettings {

    /** Whether a wording is shown that no named person approved; for demonstrations (R32). */
    @WithDefault("false")
    boolean draftsAllowed();

    /** Who runs the platform; nothing is said of it if either of these is not set. */
    Optional<String> operatorName();

    /** What the operator is under data protection law. */
    Optional<OperatorRole> operatorRole();

    /** How long the proof of a decision is kept after the consent's end. */
    @WithDefault("24")
    int evidenceMonths();

    /** In which a recipient is to answer what it did after a withdrawal (R23). */
    @WithDefault("72")
    int answerHours();

    /** Art. 26 or 28 GDPR. */
    enum OperatorRole {
        PROCESSOR,
        JOINT;

        String fact() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
