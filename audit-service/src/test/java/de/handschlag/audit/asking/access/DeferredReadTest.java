package de.handschlag.audit.asking.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.AccessEvent;
import de.handschlag.event.NoticeDeferralChanged.State;
import de.handschlag.teststack.PlayedPersons;

@QuarkusTest
@DisplayName("R22 A read by a statute that is shown later")
class DeferredReadTest extends AuditTestCase {

    private static final String OFFICE = "jugendamt";

    private final String token = tokens.dataSubject("deferred-" + UUID.randomUUID());
    private final UUID me = PlayedPersons.personOf(token);
    private final UUID deferral = UUID.randomUUID();

    private static UUID sent(AccessEvent event) {
        UUID id = corridor.send(event).id();
        awaitCheckpointOver(awaitIndexes(id).getFirst());
        return id;
    }

    private UUID changed(State state, String employee, Instant endsAt) {
        return sent(Corridor.deferral(deferral, me, OFFICE, employee, state, endsAt));
    }

    private List<UUID> shownToMe() {
        return as(token).get("/v1/my/accesses").jsonPath().getList("accesses.id", UUID.class);
    }

    private JsonPath report() {
        return as(token).get("/v1/my/report").jsonPath();
    }

    @Test
    @DisplayName("R16 R22 until its end nothing tells the person of it: list, page, entry, proof, report, sums, complaint; the officer sees all at once")
    void nothingTellsThePersonOfIt() {
        Instant until = Corridor.now().plus(1, ChronoUnit.DAYS);
        UUID before = sent(Corridor.disclosedByNorm(me, OFFICE, "worker-1", "child-protection", "§ 8a SGB VIII", null,
                null, null, "phone"));
        String answered = as(token).get("/v1/my/accesses?limit=1").asString();
        String reported = withoutTimes(report());

        List<UUID> hidden = new ArrayList<>();
        hidden.add(changed(State.REQUESTED, "worker-1", until));
        hidden.add(changed(State.APPROVED, "worker-2", until));
        hidden.add(sent(Corridor.deferred(me, OFFICE, deferral, until, "address")));
        hidden.add(sent(Corridor.deniedDeferred(me, OFFICE, deferral, until)));

        assertThat(shownToMe()).containsExactly(before);
        assertThat(as(token).get("/v1/my/accesses?limit=1").asString()).as("no cursor either").isEqualTo(answered);
        assertThat(withoutTimes(report())).isEqualTo(reported);
        for (long index : awaitIndexes(hidden)) {
            assertThat(as(token).get("/v1/my/accesses/" + index).statusCode()).isEqualTo(404);
            assertThat(as(token).get("/v1/my/accesses/" + index + "/tlog-proof").statusCode()).isEqualTo(404);
            assertThat(as(token).contentType("application/json")
                    .body("{\"entryIndex\":" + index + ",\"text\":\"What was this?\"}").post("/v1/my/complaints")
                    .statusCode()).isEqualTo(404);
        }
        JsonPath officers = asDpo().get("/v1/log-entries?purpose=child-protection&dataSubjectId=" + me).jsonPath();
        assertThat(officers.getList("entries.id", UUID.class)).containsAll(hidden).contains(before);
        assertThat(officers.getList("entries.noticeDeferral")).containsOnly(deferral.toString(), null);
        assertThat(officers.getString("entries[0].deferralReason")).isEqualTo("The child would be in danger");
        assertThat(officers.getString("entries[2].outcome")).isEqualTo("APPROVED");
    }

    /** Of the parts that are about the person. */
    private static String withoutTimes(JsonPath report) {
        return report.getList("accesses").toString() + report.getList("recipients");
    }

    @Test
    @DisplayName("R22 from its end on the person sees all of it, with until when and why it was deferred; a read from before was seen all along")
    void afterItsEndItIsShown() {
        // Long enough for the events below on a busy machine, too.
        Instant soon = Corridor.now().plusSeconds(8);
        changed(State.REQUESTED, "worker-1", soon);
        changed(State.APPROVED, "worker-2", soon);
        UUID read = sent(Corridor.deferred(me, OFFICE, deferral, soon, "address"));

        Awaitility.await().atMost(Duration.ofSeconds(90)).until(this::shownToMe, ids -> ids.contains(read));

        JsonPath accesses = as(token).get("/v1/my/accesses").jsonPath();
        assertThat(accesses.getList("accesses.kind")).containsExactly("disclosed", "deferral-approved",
                "deferral-requested");
        assertThat(accesses.getString("accesses[0].shownFrom")).isEqualTo(soon.toString());
        assertThat(accesses.getList("accesses.deferralReason")).containsOnly("The child would be in danger");
        assertThat(accesses.getList("accesses.deferral")).containsOnly(deferral.toString());
        assertThat(accesses.prettify()).doesNotContain("worker-1").doesNotContain("worker-2");
        assertThat(report().getList("accesses.deferralReason")).contains("The child would be in danger");
        assertThat(report().getInt("recipients[0].disclosures")).isEqualTo(1);
    }

    @Test
    @DisplayName("R22 once it is lifted the person sees at once what it hid, also a read whose record came after; another deferral stays")
    void liftedIsShownAtOnce() {
        Instant until = Corridor.now().plus(1, ChronoUnit.DAYS);
        UUID other = UUID.randomUUID();
        UUID asked = changed(State.REQUESTED, "worker-1", until);
        UUID approved = changed(State.APPROVED, "worker-2", until);
        UUID read = sent(Corridor.deferred(me, OFFICE, deferral, until, "address"));
        UUID still = sent(Corridor.deferred(me, OFFICE, other, until, "phone"));
        assertThat(shownToMe()).isEmpty();

        UUID lifted = changed(State.LIFTED, "dpo-1", until);
        UUID late = sent(Corridor.deferred(me, OFFICE, deferral, until, "address"));

        assertThat(shownToMe()).containsExactly(late, lifted, read, approved, asked).doesNotContain(still);
        assertThat(as(token).get("/v1/my/accesses").jsonPath().getString("accesses[1].kind"))
                .isEqualTo("deferral-lifted");
        assertThat(report().getInt("recipients[0].disclosures")).isEqualTo(2);
        assertThat(report().getList("recipients[0].attributes")).containsExactly("address");
    }

    @Test
    @DisplayName("R22 a refused wish hid nothing, and is shown at the end that was asked for")
    void refusedWish() {
        Instant until = Corridor.now().plus(1, ChronoUnit.DAYS);
        changed(State.REQUESTED, "worker-1", until);
        changed(State.REFUSED, "worker-2", until);
        UUID read = sent(Corridor.disclosedByNorm(me, OFFICE, "worker-1", "child-protection", "§ 8a SGB VIII", null,
                null, null, "phone"));

        assertThat(shownToMe()).containsExactly(read);
    }
}
