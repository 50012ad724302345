package de.handschlag.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(RememberedTokenTest.ForAnHour.class)
class ClaimBoundsTest extends GuardedService {

    @ParameterizedTest
    @ValueSource(strings = {"long-client", "long-subject", "long-agency", "long-level", "agency-with-nul",
            "client-with-line", "agency-turned-round", "subject-without-characters", "client-of-no-text"})
    @DisplayName("R26 a login that the log could not name is refused, however often it comes")
    void claimOutOfBoundsIsRefused(String variant) {
        assertThat(statusWith(token(variant))).isEqualTo(401);
        assertThat(statusWith(token(variant))).isEqualTo(401);
    }

    @Test
    @DisplayName("Claims of any script and of the greatest length are let in; an agency of no text is for others to judge")
    void claimsWithinBoundsAreLetIn() {
        assertThat(statusWith(token("longest"))).isEqualTo(200);
        assertThat(statusWith(token("agency-of-no-text"))).isEqualTo(200);
    }
}
