package de.handschlag.systemtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import de.handschlag.systemtest.PersonScene;

/** The administrator's pages, as far as a browser shows them. */
@DisplayName("An administrator")
class AdminTest extends PageTestCase {

    private static String admin;

    @BeforeAll
    static void somethingIsThere() {
        admin = user("admin", Map.of());
        PersonScene.play(STACK);
    }

    @ParameterizedTest
    @CsvSource({"PHONE, de", "DESKTOP, de", "DESKTOP, en"})
    @DisplayName("R33 Every page reads well on a small screen and on a large one")
    void everyPage(Screen screen, String language) {
        Visitor visitor = visitor(screen, language).open("consent", "/app").logIn(admin, PASSWORD);
        assertThat(visitor.path()).isEqualTo("/app/admin");
        visitor.check("admin-home");
        for (String page : List.of("agencies", "catalogue", "notices", "issuers", "operation")) {
            visitor.open("consent", "/app/admin/" + page).check("admin-" + page);
        }
        visitor.open("consent", "/app/admin/agencies/integrationsmanagement-pages").check("admin-agency");
        for (String paper : List.of("processing-record", "impact-assessment", "joint-controllers")) {
            visitor.open("consent", "/app/admin/agencies/integrationsmanagement-pages/" + paper)
                    .check("admin-" + paper);
        }
        visitor.open("consent", "/app/admin/catalogue/purposes/case-management").check("admin-purpose");
        visitor.open("consent", "/app/admin/catalogue/attributes").check("admin-attributes");
        visitor.open("consent", "/app/admin/catalogue/agency-types").check("admin-agency-types");
        visitor.open("consent", "/app/admin/notices/ar").check("admin-language");
        visitor.page().locator("main tbody tr a").first().click();
        visitor.check("admin-wording");
        visitor.page().click("button[value=approve]");
        visitor.check("admin-wording-without-name");
        assertThat(visitor.page().locator(".summary a").count()).isEqualTo(2);
    }
}
