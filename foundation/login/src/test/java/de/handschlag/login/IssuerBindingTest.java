package de.handschlag.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

@QuarkusTest
@TestProfile(RememberedTokenTest.ForAnHour.class)
class IssuerBindingTest extends GuardedService {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            own-officer                | [dpo] jobcenter [housing]
            person                     | [data-subject] null [housing]
            officer                    | [] null []
            person-and-officer         | [] null []
            person-of-agency           | [] null []
            of-nobody                  | [] null []
            bound-caseworker           | [caseworker, offline_access] school [housing]
            bound-caseworker-elsewhere | [] null []
            bound-person               | [] null []
            mapped                     | [caseworker] school [housing, school]
            mapped-second-level        | [dpo] school [housing, school]
            mapped-elsewhere           | [] null []
            mapped-admin               | [] null []
            mapped-weak-person         | [data-subject] null [housing, school]
            mapped-by-usual-names      | [] null []
            """)
    @DisplayName("R38 a token counts as a whole or not at all, by what its issuer may say")
    void tokenIsWorthWhatItsIssuerMaySay(String variant, String takenFor) {
        assertThat(takenFor(variant)).isEqualTo(takenFor);
        assertThat(takenFor(variant)).as("remembered").isEqualTo(takenFor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mapped-weak", "mapped-weak-officer-and-person"})
    @DisplayName("Staff whose login is too weak are asked for a stronger one (RFC 9470), each time")
    void weakLoginsOfStaffAreRefused(String variant) {
        for (int i = 0; i < 2; i++) {
            Response refused = RestAssured.given().auth().oauth2(token(variant)).get(Verifications.PATH);

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate"))
                    .isEqualTo("Bearer error=\"insufficient_user_authentication\", "
                            + "error_description=\"A different authentication level is required\", acr_values=\"gold platinum\"");
        }
    }

    @Test
    @DisplayName("R26 what the log could not take is refused wherever the issuer writes it")
    void boundsHoldForMappedClaims() {
        assertThat(statusWith(token("mapped-long-client"))).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            roles                                | roles
            realm_access/roles                   | realm_access roles
            "https://login.example/roles"        | https://login.example/roles
            resource/"a/b"/c                     | resource a/b c
            """)
    @DisplayName("A path of a claim is its names")
    void pathsAreNames(String text, String names) {
        assertThat(ClaimPath.of(text).names()).containsExactly(names.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a//b", "\"a", "\"\"", "a\"b\"", "\"a\"b"})
    @DisplayName("What is no path of a claim is refused")
    void wrongPathsAreRefused(String text) {
        assertThatThrownBy(() -> ClaimPath.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("R38 an issuer of which no more is said than its address brings persons only")
    void nothingButPersonsByDefault() {
        Issuers issuers = issuers(Map.of("handschlag.issuers.own.url", "a", "handschlag.issuers.x.url", "b"));

        assertThat(issuers.all()).extracting(Issuer::name).containsExactly("own", "x");
        assertThat(issuers.of("b").orElseThrow()).returns(Set.of(Roles.DATA_SUBJECT), Issuer::roles).returns(Set.of(),
                Issuer::agencies);
    }

    @Test
    @DisplayName("R38 a mistake in the settings of issuers ends the start")
    void mistakesEndTheStart() {
        assertThatThrownBy(
                () -> issuers(Map.of("handschlag.issuers.own.url", "a", "handschlag.issuers.own.roles", "dpo,officer")))
                .hasMessageContaining("handschlag.issuers.own: roles");
        assertThatThrownBy(() -> issuers(Map.of("handschlag.issuers.own.url", "a", "handschlag.issuers.x.url", "a")))
                .hasMessageContaining("two have the address a");
        assertThatThrownBy(() -> issuers(Map.of("handschlag.issuers.own.url", "b")))
                .hasMessageContaining("none has the address of handschlag.oidc.issuer");
        assertThatThrownBy(
                () -> issuers(Map.of("handschlag.issuers.own.url", "a", "handschlag.issuers.own.rols", "dpo")))
                .hasMessageContaining("handschlag.issuers.own.rols");
        assertThatThrownBy(
                () -> issuers(Map.of("handschlag.issuers.own.url", "a", "handschlag.issuers.own.claims.roles", "a//b")))
                .hasMessageContaining("handschlag.issuers.own: no path of a claim: a//b");
        assertThatThrownBy(() -> issuers(
                Map.of("handschlag.issuers.own.url", "a", "handschlag.issuers.own.staff-acr-values", "a\"b")))
                .hasMessageContaining("handschlag.issuers.own: staff-acr-values");
    }

    @Test
    @DisplayName("R38 an operator names a further issuer by environment variables")
    void issuersComeFromTheEnvironment() {
        IssuerSettings settings = new SmallRyeConfigBuilder().withMapping(IssuerSettings.class)
                .withDefaultValues(Map.of("handschlag.issuers.own.url", "a"))
                .withSources(new EnvConfigSource(
                        Map.of("HANDSCHLAG_ISSUERS_SCHOOLS_URL", "b", "HANDSCHLAG_ISSUERS_SCHOOLS_ROLES",
                                "caseworker,agency-system", "HANDSCHLAG_ISSUERS_SCHOOLS_AGENCIES", "school-1",
                                "HANDSCHLAG_ISSUERS_SCHOOLS_STAFF_ACR_VALUES", "gold,silver",
                                "HANDSCHLAG_ISSUERS_SCHOOLS_CLAIMS_AGENCY_ID", "work/office"),
                        300))
                .build().getConfigMapping(IssuerSettings.class);

        assertThat(new Issuers(settings, "a").of("b").orElseThrow()).returns("schools", Issuer::name)
                .returns(Set.of("caseworker", "agency-system"), Issuer::roles)
                .returns(Set.of("school-1"), Issuer::agencies)
                .returns(List.of("gold", "silver"), Issuer::staffAcrValues)
                .returns("work/office", issuer -> issuer.claims().agencyId().text())
                .returns("purposes", issuer -> issuer.claims().purposes().text());
    }

    private static Issuers issuers(Map<String, String> settings) {
        return new Issuers(new SmallRyeConfigBuilder().withMapping(IssuerSettings.class).withDefaultValues(settings)
                .build().getConfigMapping(IssuerSettings.class), "a");
    }
}
