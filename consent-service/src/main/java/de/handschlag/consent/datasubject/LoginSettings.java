package de.handschlag.consent.datasubject;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What binds a login to a person (R35); application.properties explains each. */
@ConfigMapping(prefix = "handschlag.login")
interface LoginSettings {

    /** In which the person can refuse a further login that no login of theirs confirmed. */
    @WithDefault("PT72H")
    Duration waitingTime();

    /** After which a further login that nobody confirmed no longer waits. */
    @WithDefault("P30D")
    Duration confirmationWithin();

    /** Whether a login that stands on one agency's word alone leaves this agency's requests undecided. */
    @WithDefault("true")
    boolean secondConfirmation();

    /** Issuers whose proofing counts; none if empty. */
    Optional<Set<String>> proofingIssuers();

    /** Values of the claim acr that show a proofing; none if empty. */
    Optional<Set<String>> proofingLevels();
}
