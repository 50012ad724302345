package de.handschlag.registry.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.LoggedInBrowser;

@QuarkusTest
@DisplayName("The pages on which two employees record a consent on paper or by word of mouth")
class ApprovalPagesTest extends RegistryTestCase {

    private static final String OFFICE = "pages-housing";
    private static final String PURPOSE = "housing-search";
    private static final int KNOWN_PORT = 8082;

    private static LoggedInBrowser caseworker;
    private static LoggedInBrowser colleague;
    private static LoggedInBrowser person;

    private final UUID about = UUID.randomUUID();
    private final String reference = "P-" + about;

    @TestHTTPResource
    URL service;

    @BeforeEach
    void logIn() {
        if (caseworker == null) {
            caseworker = LoggedInBrowser.ofAgency(KNOWN_PORT, service.getPort(), OFFICE, PURPOSE);
            colleague = LoggedInBrowser.ofAgency(KNOWN_PORT, service.getPort(), OFFICE, PURPOSE, "case-management");
            person = LoggedInBrowser.withRole(KNOWN_PORT, service.getPort(), "data-subject");
        }
    }

    /** Asks for so many months; returns the id of the request, which the list has a link for. */
    private String asked(String months) {
        Document listed = caseworker.submitted("/app/cases/" + reference + "/" + PURPOSE + "/ask",
                Map.of("attributes", "phone", "months", months, "number", UUID.randomUUID().toString()));
        return listed.select("tr:contains(" + reference + ") a[href$=/approval]").attr("href")
                .replaceAll("/app/requests/(.*)/approval", "$1");
    }

    private static Map<String, String> filled(Map<String, String> differing) {
        Map<String, String> form = new HashMap<>(Map.of("language", "ar", "noticeHash", "a".repeat(64), "attribute",
                "phone", "months", "6", "channel", "PAPER", "reason", "", "signedBy", "PERSON", "interpreter", "yes"));
        form.putAll(differing);
        form.values().removeIf("-"::equals);
        return form;
    }

    private static List<String> errors(Response refused) {
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
        return Jsoup.parse(refused.asString()).select(".summary a").eachAttr("href");
    }

    @Test
    @DisplayName("R6 the notice stands there word by word in the person's language, German beside it, and nothing is chosen beforehand (R2)")
    void form() {
        String approval = "/app/requests/" + asked("6") + "/approval";

        Document form = caseworker.open(approval + "?reading=ar");

        assertThat(form.select("h1").text()).isEqualTo("Einwilligung eintragen");
        assertThat(form.select("[data-notice]").attr("dir")).isEqualTo("rtl");
        assertThat(form.select("[data-notice] p").eachText()).containsExactly("Hinweis ar", "Zweite Zeile");
        assertThat(form.select("details:contains(Hinweis de)")).hasSize(1);
        assertThat(form.select("input[checked]")).isEmpty();
        assertThat(form.select("select[name=reading] option")).hasSize(15);
        assertThat(caseworker.openInEnglish(approval).select("h1").text()).isEqualTo("Record a consent");
        assertThat(caseworker.open(approval).select("details:contains(Hinweis de)")).as("German itself").isEmpty();
        assertThat(person.look(approval).statusCode()).isEqualTo(403);
        assertThat(person.look("/app/approvals").statusCode()).isEqualTo(403);
        assertThat(caseworker.look("/app/requests/" + UUID.randomUUID() + "/approval").statusCode()).isEqualTo(404);
        assertThat(caseworker.look("/app/requests/" + asked("2") + "/approval").statusCode()).isEqualTo(409);
    }

    @Test
    @DisplayName("R6 R8 what is missing is said beside it; by word of mouth needs a reason")
    void mistakes() {
        String approval = "/app/requests/" + asked("6") + "/approval";

        assertThat(errors(caseworker.submit(approval,
                filled(Map.of("attribute", "-", "channel", "-", "signedBy", "-", "interpreter", "-")))))
                .containsExactly("#attributes", "#channel-PAPER", "#signedBy-PERSON", "#interpreter-no");
        assertThat(errors(caseworker.submit(approval, filled(Map.of("channel", "WEB")))))
                .containsExactly("#channel-PAPER");
        assertThat(errors(caseworker.submit(approval, filled(Map.of("attribute", "email")))))
                .containsExactly("#attributes");
        for (String reason : List.of("", " ", "7", "x".repeat(501))) {
            assertThat(errors(caseworker.submit(approval, filled(Map.of("channel", "ORAL", "reason", reason)))))
                    .containsExactly("#reason");
        }
        assertThat(errors(caseworker.submit(approval, filled(Map.of("noticeHash", "b".repeat(64))))))
                .containsExactly("#language");
    }

    @Test
    @DisplayName("R6 a colleague finds what waits and confirms what they saw; who recorded it cannot")
    void twoEmployees() {
        String request = asked("6");
        String one = "/app/approvals/" + request;
        assertThat(caseworker.submitted("/app/requests/" + request + "/approval", filled(Map.of())).text())
                .contains("Sie gilt noch nicht");

        Document own = caseworker.open(one);
        assertThat(own.select("form[action=" + one + "]")).isEmpty();
        assertThat(own.text()).contains("Das haben Sie selbst eingetragen");
        assertThat(colleague.open("/app/approvals").select("tr:contains(" + reference + ") a").attr("href"))
                .isEqualTo(one);
        Document seen = colleague.open(one);
        assertThat(seen.text()).contains(reference, "Telefon", "auf Papier", "die Person selbst");
        String id = seen.select("input[name=recordedApprovalId]").attr("value");

        assertThat(caseworker.submit(one, Map.of("recordedApprovalId", id)).statusCode()).isEqualTo(403);
        assertThat(colleague.submit(one, Map.of("recordedApprovalId", UUID.randomUUID().toString())).statusCode())
                .isEqualTo(409);
        assertThat(colleague.submitted(one, Map.of("recordedApprovalId", id)).text()).contains("Das ist bestätigt.");
        assertThat(colleague.open("/app/approvals").select("tr:contains(" + reference + ")")).isEmpty();
    }
}
