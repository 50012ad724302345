package de.handschlag.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(RememberedTokenTest.ForAnHour.class)
class RememberedTokenTest extends GuardedService {

    /** Longer than the test takes on any machine. */
    public static class ForAnHour extends Settings {
        public ForAnHour() {
            super("PT1H");
        }
    }

    @Test
    @DisplayName("A token that was verified a moment ago is not verified again")
    void isVerifiedOnce() {
        assertThat(verificationsOf(5)).isEqualTo(1);
    }
}
