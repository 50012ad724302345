package de.handschlag.consent.datasubject;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.GuardianActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;

@QuarkusTest
@DisplayName("R11 On their pages somebody acts for a child, until they go back to themselves")
class ChildrenPageTest {

    private static final String BANNER = "Sie entscheiden gerade für eine andere Person";

    @TestHTTPResource
    URL service;

    private AgencyActor counselling;
    private PersonActor child;
    private String caseReference;
    private GuardianActor parent;
    private PersonBrowser browser;

    @BeforeEach
    void parentOfAChild() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        counselling = AgencyActor.counselling();
        child = PersonActor.selfEnrolled();
        String jobcenterCase = AgencyActor.newCaseReference();
        jobcenter.linkCase(jobcenterCase, child.linkCode()).then().statusCode(201);
        caseReference = AgencyActor.newCaseReference();
        counselling.linkCase(caseReference, child.linkCode()).then().statusCode(201);
        parent = GuardianActor.unbound();
        browser = PersonBrowser.of(parent.login(), service.getPort());
        LocalDate born = LocalDate.now(ZoneId.of("Europe/Berlin")).minusYears(9);
        String code = GuardianActor.code(jobcenter, jobcenterCase, born);
        assertThat(browser.open("/app/children").text()).contains("Sie entscheiden für niemanden.");
        assertThat(browser.submit("/app/children", "code", "").status()).isEqualTo(422);
        assertThat(browser.submit("/app/children", "code", code).status()).isEqualTo(303);
        Document waits = browser.open("/app/children");
        assertThat(waits.select("h2").eachText()).contains("Mutter oder Vater");
        assertThat(waits.select("form[action$=" + parent.child() + "]")).isEmpty();
        PersonBrowser childs = PersonBrowser.of(child, service.getPort());
        assertThat(childs.open("/app").text()).contains("Jemand möchte für Sie entscheiden")
                .doesNotContain("Eine neue Anmeldung möchte zu Ihnen gehören");
        assertThat(childs.open("/app/logins").text())
                .contains("Jemand möchte für Sie entscheiden", "Mutter oder Vater", "Ja, die Person darf das")
                .doesNotContain("Waren Sie das?");
        child.confirm(parent.child()).then().statusCode(200);
        assertThat(browser.open("/app/children").text()).contains("Geboren im Jahr " + born.getYear());
    }

    private String page(UUID binding) {
        return "/app/children/" + binding;
    }

    @Test
    @DisplayName("R11 a guardian reads, decides and takes back on the child's pages, each with a banner; all others are closed, and do nothing for the guardian")
    void actsForTheChild() {
        UUID request = counselling.asks(caseReference, "phone");
        assertThat(browser.look("/app/requests/" + request).status()).as("not chosen yet").isEqualTo(404);
        UUID binding = parent.child();

        assertThat(browser.submit(page(binding)).status()).isEqualTo(303);

        for (String path : List.of("/app/children", "/app/cases/code", "/app/consents", "/app/requests/" + request,
                "/app/consents/" + request)) {
            assertThat(browser.open(path).text()).as(path).contains(BANNER);
        }
        AgencyActor school = AgencyActor.registered("school-" + UUID.randomUUID(), "schule");
        String code = PersonBrowser.page(browser.submit("/app/cases/code")).select(".code").text();
        String schoolCase = AgencyActor.newCaseReference();
        school.linkCase(schoolCase, code).then().statusCode(201);
        child.request().get("/v1/me/case-links").then().statusCode(200);
        assertThat(child.request().get("/v1/me/case-links").asString()).contains(schoolCase);
        for (String closed : List.of("/app/data", "/app/papers", "/app/logins", "/app/cases", "/app/accesses",
                "/app/notifications", "/app/complaints", "/app/code", "/app/confidential", "/app/more",
                "/app/requests/" + request + "/preview")) {
            assertThat(browser.look(closed).status()).as(closed).isEqualTo(303);
        }
        assertThat(browser.submit("/app/code", "begin", "begin").status()).isEqualTo(403);
        parent.login().request().get("/v1/me").then().statusCode(404);
        Document question = browser.open("/app/requests/" + request);
        assertThat(question.text()).contains("spätestens an dem Tag");
        assertThat(browser.submit("/app/requests/" + request, "attribute", "phone", "months", "6", "language",
                question.select("input[name=language]").val(), "noticeHash",
                question.select("input[name=noticeHash]").val(), "decision", "yes").status()).isEqualTo(303);
        assertThat(child.status(request)).isEqualTo("ConsentGiven");
        assertThat(browser.open("/app/requests/" + request + "/done").text()).contains(BANNER);
        assertThat(browser.submit("/app/consents/" + request + "/withdrawal").status()).isEqualTo(303);
        assertThat(child.status(request)).isEqualTo("ConsentWithdrawn");

        assertThat(browser.submit("/app/children/back").status()).isEqualTo(303);
        assertThat(browser.open("/app/children").text()).doesNotContain(BANNER);
        assertThat(browser.look("/app/consents/" + request).status()).isIn(303, 404);
    }

    @Test
    @DisplayName("R11 what another window chose meanwhile decides for no other child, and what is over leads back")
    void anotherWindow() {
        UUID request = counselling.asks(caseReference, "phone");
        UUID binding = parent.child();
        String other = counselling.newCase();
        LocalDate born = LocalDate.now(ZoneId.of("Europe/Berlin")).minusYears(4);
        parent.enters(GuardianActor.code(counselling, other, born)).then().statusCode(201);
        UUID sibling = UUID.fromString(
                parent.children().path("children.find { it.birthYear == " + born.getYear() + " }.loginBindingId"));
        browser.submit(page(binding));
        assertThat(browser.open("/app/requests/" + request).text()).contains(BANNER);

        browser.submit(page(sibling));

        assertThat(browser.submit("/app/requests/" + request, "decision", "no").status()).isEqualTo(404);
        assertThat(child.status(request)).isEqualTo("ConsentRequested");
        parent.acting(binding).post("/v1/me/consent-records/{id}/refusal", request).then().statusCode(200);
        UUID given = counselling.asks(caseReference, "email");
        parent.grants(binding, given, "email");
        String all = "/app/consents/of/" + counselling.agencyId() + "/withdrawal";
        browser.submit(page(binding));
        String form = browser.open(all).select("input[name=for]").val();
        assertThat(form).isEqualTo(binding.toString());
        browser.submit(page(sibling));
        assertThat(browser.submit(all, "for", form).status()).as("acts for the sibling meanwhile").isEqualTo(409);
        browser.submit("/app/children/back");
        assertThat(browser.submit(all, "for", form).status()).as("or for nobody else").isIn(303, 409);
        assertThat(child.status(given)).isEqualTo("ConsentGiven");
        browser.submit(page(binding));
        assertThat(browser.submit(all).status()).as("a form of the guardian's own").isEqualTo(409);
        assertThat(child.status(given)).isEqualTo("ConsentGiven");
        assertThat(browser.submit(all, "for", form).status()).isEqualTo(303);
        assertThat(child.status(given)).isEqualTo("ConsentWithdrawn");
        browser.submit(page(sibling));
        assertThat(browser.submit(page(sibling) + "/end").status()).isEqualTo(303);
        assertThat(browser.open("/app/consents").text()).contains("Für wen ich entscheide").doesNotContain(BANNER);
        assertThat(browser.submit(page(UUID.randomUUID())).status()).isEqualTo(303);
        assertThat(browser.open("/app/children").text()).doesNotContain(BANNER);
    }

    @Test
    @DisplayName("R11 R12 the child says no and keeps things from guardians on its pages, and is told why it cannot say yes")
    void childsOwnPages() {
        UUID request = counselling.asks(caseReference, "phone");
        PersonBrowser childs = PersonBrowser.of(child, service.getPort());
        Document logins = childs.open("/app/logins");
        assertThat(logins.text()).contains("für Sie entscheidet: Mutter oder Vater");
        assertThat(logins.select("main a").eachAttr("href")).contains("/app/confidential");
        Document question = childs.open("/app/requests/" + request);
        var answer = childs.submit("/app/requests/" + request, "attribute", "phone", "months", "6", "language",
                question.select("input[name=language]").val(), "noticeHash",
                question.select("input[name=noticeHash]").val(), "decision", "yes");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(PersonBrowser.page(answer).text()).contains("noch zu jung");

        Document page = childs.open("/app/confidential");
        assertThat(page.select("input[name=agency]").eachAttr("value")).contains(counselling.agencyId());
        assertThat(childs.submit("/app/confidential", "agency", counselling.agencyId(), "attribute", "email").status())
                .isEqualTo(303);
        assertThat(childs.open("/app/confidential").select("input[checked]").eachAttr("value"))
                .containsExactlyInAnyOrder(counselling.agencyId(), "email");
        assertThat(parent.record(request).statusCode()).isEqualTo(404);
        assertThat(childs.submit("/app/requests/" + request, "language", question.select("input[name=language]").val(),
                "noticeHash", question.select("input[name=noticeHash]").val(), "decision", "no").status())
                .isEqualTo(303);
        assertThat(child.status(request)).isEqualTo("ConsentRefused");
    }
}
