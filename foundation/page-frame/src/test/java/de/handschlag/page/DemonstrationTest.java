package de.handschlag.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(DemonstrationTest.Settings.class)
@DisplayName("In a demonstration")
class DemonstrationTest {

    /** As deploy/run sets them. */
    public static class Settings extends PageTestSettings {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("handschlag.demonstration.logins", "amira:Secret2345,admin:Other:6789");
            settings.put("handschlag.browser.secure-cookies", "false");
            settings.put("quarkus.http.host", "127.0.0.1");
            settings.put("handschlag.audit.url", "http://localhost:8083");
            return settings;
        }
    }

    @ParameterizedTest
    @CsvSource({"de, de", "en, en", "ar, de", "ti, de"})
    @DisplayName("start pages say what to try and with which logins, in a language that they name")
    void startPages(String language, String written) {
        Document page = Jsoup.parse(given().cookie("hs-language", language).get("/app/styleguide").asString());

        Element said = page.select(".notice:has(dl)").last();
        assertThat(said.attr("lang")).isEqualTo(written);
        assertThat(said.attr("dir")).isEqualTo("ltr");
        assertThat(said.select("code").eachText()).containsExactly("amira", "Secret2345", "admin", "Other:6789");
        assertThat(said.select("ol li")).hasSize(4);
        assertThat(said.select("a").eachAttr("href")).contains("/app?language=ar", "http://localhost:8083/app/start");
        assertThat(said.text()).doesNotContain("NOT_FOUND", "null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
    @DisplayName("a service on loopback may show logins")
    void loopback(String host) {
        assertThatCode(() -> Demonstration.check(true, false, host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"true, 127.0.0.1", "false, 0.0.0.0", "true, 0.0.0.0", "false, handschlag.example"})
    @DisplayName("a service as in production does not start if it is to show logins")
    void production(boolean secureCookies, String host) {
        assertThatThrownBy(() -> Demonstration.check(true, secureCookies, host))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("handschlag.demonstration.logins");
        assertThatCode(() -> Demonstration.check(false, secureCookies, host)).doesNotThrowAnyException();
    }

    @Test
    void loginsHaveNameAndPassword() {
        assertThatIllegalArgumentException().isThrownBy(() -> Demonstration.Login.of("amira"));
    }
}
