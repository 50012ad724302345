package de.handschlag.consent;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;

import de.handschlag.consent.actor.LetterBox;
import de.handschlag.consent.actor.PlayedLog;
import de.handschlag.consent.actor.Telephone;
import de.handschlag.teststack.StackTestResource;

/** Starts PostgreSQL, Kafka, Keycloak and a mail server once for all tests of this module, plays the log and a gateway, and sets what tests need otherwise. */
@QuarkusTestResource(value = StackTestResource.class, initArgs = @ResourceArg(name = "service", value = "consent"))
@QuarkusTestResource(ConsentServiceStack.Settings.class)
@QuarkusTestResource(PlayedLog.class)
@QuarkusTestResource(LetterBox.class)
@QuarkusTestResource(Telephone.class)
final class ConsentServiceStack {

    private ConsentServiceStack() {}

    /** What an operator could set as well. */
    public static final class Settings implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            return Map.of(
                    // Tests start the jobs themselves.
                    "handschlag.consent.jobs-interval", "off",
                    // The second issuer proofs who somebody is; the first one does not.
                    "handschlag.login.proofing-issuers", "${handschlag.issuers.partner.url}",
                    "handschlag.login.proofing-levels", "1", "handschlag.enforcement.longest-wait", "PT1S",
                    "handschlag.outbox.idle-session-timeout", "PT5S", "handschlag.outbox.standby-interval", "PT0.2S",
                    "handschlag.outbox.broker-timeout", "PT2S", "handschlag.outbox.sample-interval", "PT1S",
                    // There is no registry that would answer, and tests count what is published.
                    "handschlag.outbox.receipt-within", "PT2H");
        }

        @Override
        public void stop() {}
    }
}
