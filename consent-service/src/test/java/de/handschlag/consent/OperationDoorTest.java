package de.handschlag.consent;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.OperationDoorTestCase;
import de.handschlag.teststack.TestIdentities;

@QuarkusTest
class OperationDoorTest extends OperationDoorTestCase {

    OperationDoorTest() {
        super("POST /v1/me/consent-records/%s/approval", """
                handschlag.dead.letters
                handschlag.events.refused reason=revision
                handschlag.events.refused reason=signature
                handschlag.messages outcome=failed
                handschlag.messages outcome=given-up
                handschlag.messages outcome=taken
                handschlag.messages.waiting
                handschlag.outbox.backlog
                handschlag.outbox.failures
                handschlag.outbox.oldest.unpublished.age.seconds
                handschlag.outbox.published
                handschlag.outbox.relay.active
                handschlag.outbox.relay.refuses
                handschlag.outbox.sent.again
                handschlag.security.refusals status=401
                handschlag.security.refusals status=403
                handschlag.security.refusals status=429
                handschlag.topic.lost.offsets
                handschlag.transactions.retried
                """);
    }

    @Override
    protected String token() {
        return TestIdentities.handschlag().dataSubject("operation-door");
    }
}
