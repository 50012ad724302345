package de.handschlag.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
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
            """)
    @DisplayName("R38 a token counts as a whole or not at all, by what its issuer may say")
    void tokenIsWorthWhatItsIssuerMaySay(String variant, String takenFor) {
        assertThat(takenFor(variant)).isEqualTo(takenFor);
        assertThat(takenFor(variant)).as("remembered").isEqualTo(takenFor);
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
                .hasMessageContaining("handschlag.issuers.own.roles");
        assertThatThrownBy(() -> issuers(Map.of("handschlag.issuers.own.url", "a", "handschlag.issuers.x.url", "a")))
                .hasMessageContaining("two have the address a");
        assertThatThrownBy(() -> issuers(Map.of("handschlag.issuers.own.url", "b")))
                .hasMessageContaining("none has the address of handschlag.oidc.issuer");
        assertThatThrownBy(
                () -> issuers(Map.of("handschlag.issuers.own.url", "a", "handschlag.issuers.own.rols", "dpo")))
                .hasMessageContaining("handschlag.issuers.own.rols");
    }

    @Test
    @DisplayName("R38 an operator names a further issuer by environment variables")
    void issuersComeFromTheEnvironment() {
        IssuerSettings settings = new SmallRyeConfigBuilder().withMapping(IssuerSettings.class)
                .withDefaultValues(Map.of("handschlag.issuers.own.url", "a"))
                .withSources(
                        new EnvConfigSource(
                                Map.of("HANDSCHLAG_ISSUERS_SCHOOLS_URL", "b", "HANDSCHLAG_ISSUERS_SCHOOLS_ROLES",
                                        "caseworker,agency-system", "HANDSCHLAG_ISSUERS_SCHOOLS_AGENCIES", "school-1"),
                                300))
                .build().getConfigMapping(IssuerSettings.class);

        assertThat(new Issuers(settings, "a").of("b").orElseThrow()).returns("schools", Issuer::name)
                .returns(Set.of("caseworker", "agency-system"), Issuer::roles)
                .returns(Set.of("school-1"), Issuer::agencies);
    }

    private static Issuers issuers(Map<String, String> settings) {
        return new Issuers(new SmallRyeConfigBuilder().withMapping(IssuerSettings.class).withDefaultValues(settings)
                .build().getConfigMapping(IssuerSettings.class), "a");
    }
}
