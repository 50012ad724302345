package de.handschlag.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(NothingRememberedTest.ForNoTime.class)
class NothingRememberedTest extends GuardedService {

    /** The setting that switches it off (ADR 7). */
    public static class ForNoTime extends Settings {
        public ForNoTime() {
            super("PT0S");
        }
    }

    @Test
    @DisplayName("R15 remembered for no time, a token is verified at every request")
    void isVerifiedEachTime() {
        assertThat(verificationsOf(5)).isEqualTo(5);
    }

    @Test
    @DisplayName("A token that is none opens nothing")
    void forgedTokenIsRefused() {
        assertThat(statusWith(token)).isEqualTo(200);
        assertThat(statusWith(token.substring(0, token.lastIndexOf('.') + 1) + "AAAA")).isEqualTo(401);
    }
}
