package de.handschlag.consent.confidential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.GuardianActor;
import de.handschlag.consent.actor.PersonActor;

@QuarkusTest
@DisplayName("R12 What a young person keeps from their guardians does not exist for them")
class ConfidentialMarksTest {

    private AgencyActor jobcenter;
    private AgencyActor counselling;
    private PersonActor child;
    private GuardianActor parent;
    private String jobcenterCase;
    private String counsellingCase;

    @BeforeEach
    void childWithAGuardian() {
        jobcenter = AgencyActor.jobcenter();
        counselling = AgencyActor.counselling();
        child = PersonActor.selfEnrolled();
        jobcenterCase = AgencyActor.newCaseReference();
        jobcenter.linkCase(jobcenterCase, child.linkCode()).then().statusCode(201);
        counsellingCase = AgencyActor.newCaseReference();
        counselling.linkCase(counsellingCase, child.linkCode()).then().statusCode(201);
        parent = GuardianActor.unbound();
        LocalDate born = LocalDate.now(ZoneId.of("Europe/Berlin")).minusYears(13);
        parent.enters(GuardianActor.code(jobcenter, jobcenterCase, born)).then().statusCode(202);
        child.confirm(parent.child()).then().statusCode(200);
    }

    private Response marks(List<String> attributes, List<String> agencies) {
        return child.request().body(Map.of("attributes", attributes, "agencies", agencies))
                .put("/v1/me/confidential-marks");
    }

    private List<String> seenByParent(String query) {
        return parent.acting().get("/v1/me/consent-records" + query).path("consentRecords.consentRecordId");
    }

    @Test
    @DisplayName("R12 requests and consents of a marked office, or for a marked item, are nowhere for a guardian: 404, and absent from lists")
    void markedIsNowhere() {
        UUID office = counselling.asks(counsellingCase, "email");
        UUID item = jobcenter.asks(jobcenterCase, "phone", "family_name");
        assertThat(parent.approves(office, "email").statusCode()).isEqualTo(200);
        UUID other = counselling.asks(counsellingCase, "phone");
        assertThat(seenByParent("")).containsExactlyInAnyOrder(office.toString(), item.toString(), other.toString());

        marks(List.of("phone"), List.of()).then().statusCode(200);

        assertThat(seenByParent("")).containsExactly(office.toString());
        assertThat(seenByParent("?limit=1")).containsExactly(office.toString());
        assertThat(parent.acting().get("/v1/me/consent-records?limit=1").<Object>path("nextCursor")).isNull();
        for (UUID hidden : List.of(item, other)) {
            assertThat(parent.record(hidden).statusCode()).isEqualTo(404);
            assertThat(parent.acting().post("/v1/me/consent-records/{id}/refusal", hidden).statusCode()).isEqualTo(404);
            assertThat(parent.acting()
                    .body(Map.of("language", "de", "noticeHash", "0".repeat(64), "attributes", List.of("phone")))
                    .post("/v1/me/consent-records/{id}/approval", hidden).statusCode()).isEqualTo(404);
        }
        assertThat(child.status(item)).isEqualTo("ConsentRequested");

        marks(List.of(), List.of(counselling.agencyId())).then().statusCode(200);

        assertThat(seenByParent("")).containsExactly(item.toString());
        assertThat(parent.acting().post("/v1/me/consent-records/{id}/withdrawal", office).statusCode()).isEqualTo(404);
        assertThat(parent.acting().get("/v1/me/consent-records/{id}/receipt", office).statusCode()).isEqualTo(404);
        assertThat(child.status(office)).isEqualTo("ConsentGiven");
        assertThat(child.request().get("/v1/me/consent-records").<List<?>>path("consentRecords")).hasSize(3);
    }

    @Test
    @DisplayName("R12 a guardian is not told which record took the place of another one, if it is kept from them")
    void replacedByWhatIsKept() {
        UUID former = counselling.asks(counsellingCase, "family_name");
        parent.approves(former, "family_name").then().statusCode(200);
        UUID later = counselling.asks(counsellingCase, "family_name", "phone");
        assertThat(parent.approves(later, "family_name", "phone").statusCode()).isIn(200, 202);
        assertThat(parent.record(former).<String>path("replacedBy")).isEqualTo(later.toString());

        marks(List.of("phone"), List.of()).then().statusCode(200);

        Response withdrawal = parent.acting().post("/v1/me/consent-records/{id}/withdrawal", former);
        assertThat(withdrawal.statusCode()).isEqualTo(409);
        for (Response answer : List.of(parent.record(former), parent.acting().get("/v1/me/consent-records"),
                withdrawal)) {
            assertThat(answer.asString()).doesNotContain(later.toString());
        }
        assertThat(child.status(later)).isEqualTo("ConsentGiven");
    }

    @Test
    @DisplayName("R12 only a login of the person's own marks, only what the catalogue allows, and with the person the marks go")
    void whoMarksWhat() {
        assertThat(marks(List.of("family_name"), List.of()).statusCode()).isEqualTo(422);
        assertThat(marks(List.of("no_such_item"), List.of()).statusCode()).isEqualTo(422);
        assertThat(marks(List.of(), List.of("no-such-office")).statusCode()).isEqualTo(422);
        assertThat(parent.acting().get("/v1/me/confidential-marks").statusCode()).isEqualTo(403);
        assertThat(parent.acting().body(Map.of("attributes", List.of(), "agencies", List.of()))
                .put("/v1/me/confidential-marks").statusCode()).isEqualTo(403);
        marks(List.of("phone", "phone"), List.of(counselling.agencyId())).then().statusCode(200);
        Response now = child.request().get("/v1/me/confidential-marks");
        assertThat(now.<List<String>>path("attributes")).containsExactly("phone");
        assertThat(now.<List<String>>path("agencies")).containsExactly(counselling.agencyId());

        UUID person = child.dataSubjectId();
        assertThat(child.erase().statusCode()).isIn(200, 202);
        assertThat(Database.number("SELECT count(*) FROM confidential_mark WHERE data_subject_id = ?", person))
                .isZero();
    }
}
