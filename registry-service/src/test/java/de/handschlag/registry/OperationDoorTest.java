package de.handschlag.registry;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.OperationDoorTestCase;
import de.handschlag.teststack.TestIdentities;

@QuarkusTest
class OperationDoorTest extends OperationDoorTestCase {

    OperationDoorTest() {
        super("PUT /v1/cases/%s/attributes", """
                handschlag.client.limit.refusals limit=cases
                handschlag.client.limit.refusals limit=refused_tries
                handschlag.client.limit.refusals limit=requests
                handschlag.consent.events.applied
                handschlag.consent.events.consumer.active
                handschlag.consent.events.consumer.failures
                handschlag.consent.events.consumer.lag
                handschlag.corrections.overdue
                handschlag.dead.letters
                handschlag.disclosures decision=denied
                handschlag.disclosures decision=disclosed
                handschlag.disclosures decision=unchanged
                handschlag.emergency.reviews state=open
                handschlag.emergency.reviews state=overdue
                handschlag.events.refused reason=revision
                handschlag.events.refused reason=signature
                handschlag.obligations.open
                handschlag.obligations.overdue
                handschlag.refused.tries refusal=block-override-not-entitled
                handschlag.refused.tries refusal=emergency-not-of-the-agency-type
                handschlag.refused.tries refusal=forbidden
                handschlag.refused.tries refusal=no-agency-in-token
                handschlag.refused.tries refusal=purpose-not-entitled
                handschlag.security.refusals status=401
                handschlag.security.refusals status=403
                handschlag.security.refusals status=429
                handschlag.topic.lost.offsets
                handschlag.values.unreadable
                handschlag.webhook.deliveries outcome=delivered
                handschlag.webhook.deliveries outcome=failed
                handschlag.webhooks.dead
                """);
    }

    @Override
    protected String token() {
        return TestIdentities.handschlag().agencySystem("operation-door", "case-management");
    }
}
