package de.handschlag.audit;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.event.EventType;
import de.handschlag.teststack.OperationDoorTestCase;
import de.handschlag.teststack.TestIdentities;

@QuarkusTest
class OperationDoorTest extends OperationDoorTestCase {

    OperationDoorTest() {
        super("POST /v1/legal-holds/%s/release",
                """
                        handschlag.audit.causal.wait.alarms
                        handschlag.audit.checkpoint.age.seconds
                        handschlag.audit.consumer.lag topic=access-events
                        handschlag.audit.consumer.lag topic=consent-events
                        handschlag.audit.consumer.lag topic=enforcement-receipts
                        handschlag.audit.duplicates
                        %s
                        handschlag.audit.log.size
                        handschlag.audit.sequencer.state state=active
                        handschlag.audit.sequencer.state state=failing
                        handschlag.audit.sequencer.state state=refusing_to_sign
                        handschlag.audit.sequencer.state state=standby
                        handschlag.audit.sequencer.state state=starting
                        handschlag.audit.sequencer.state state=stopped
                        handschlag.audit.topic.gaps
                        handschlag.dead.letters
                        handschlag.events.refused reason=revision
                        handschlag.events.refused reason=signature
                        handschlag.retention.erasures.pending
                        handschlag.retention.failures
                        handschlag.retention.oldest.pending.age.seconds
                        handschlag.security.refusals status=401
                        handschlag.security.refusals status=403
                        handschlag.security.refusals status=429
                        handschlag.topic.lost.offsets
                        """.formatted(Arrays.stream(EventType.values()).filter(EventType::isLogged)
                        .map(type -> "handschlag.audit.entries type=" + type.typeName()).sorted()
                        .collect(Collectors.joining("\n"))));
    }

    @Override
    protected String token() {
        return TestIdentities.handschlag().dpo();
    }
}
