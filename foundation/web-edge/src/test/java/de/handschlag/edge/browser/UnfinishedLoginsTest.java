package de.handschlag.edge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnfinishedLoginsTest {

    private static final String SEVEN = "q_auth_web_a=1; q_session_web=s; q_auth_web_b=2; q_auth_web_c=3; q_auth_web_d=4; "
            + "q_auth_web_e=5; q_auth_web_f=6; q_auth_web_g=7";

    @Test
    @DisplayName("The newest five stay")
    void theNewestStay() {
        assertThat(UnfinishedLogins.surplus(List.of(SEVEN), List.of())).containsExactly("q_auth_web_b", "q_auth_web_a");
        assertThat(UnfinishedLogins.surplus(List.of("q_auth_web_a=1;q_session_web=s"), List.of())).isEmpty();
        assertThat(UnfinishedLogins.surplus(List.of(), List.of())).isEmpty();
    }

    @Test
    @DisplayName("One that comes back with this request is not touched, however old")
    void theOneThatFinishesStays() {
        assertThat(UnfinishedLogins.surplus(List.of(SEVEN), List.of("a"))).containsExactly("q_auth_web_b");
        assertThat(UnfinishedLogins.surplus(List.of(SEVEN), List.of(""))).hasSize(2);
    }

    @Test
    @DisplayName("Long ones count for several")
    void longOnesCountForSeveral() {
        String two = "q_auth_web_a=" + "x".repeat(3000) + "; q_auth_web_b=" + "x".repeat(3000);

        assertThat(UnfinishedLogins.surplus(List.of(two), List.of())).containsExactly("q_auth_web_a");
        assertThat(UnfinishedLogins.surplus(List.of("q_auth_web_a=1", "nothing", "q_auth_web_b"), List.of())).isEmpty();
    }
}
