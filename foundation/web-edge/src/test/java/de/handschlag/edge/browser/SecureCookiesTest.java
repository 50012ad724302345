package de.handschlag.edge.browser;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecureCookiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
    @DisplayName("On loopback a service may do without TLS")
    void loopbackMayDoWithout(String host) {
        assertThatCode(() -> SecureCookies.check(false, host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "handschlag.example", "localhost.example", ""})
    @DisplayName("Elsewhere a service whose cookies may go unencrypted does not start")
    void elsewhereItDoesNotStart(String host) {
        assertThatThrownBy(() -> SecureCookies.check(false, host)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("handschlag.browser.secure-cookies");
        assertThatCode(() -> SecureCookies.check(true, host)).doesNotThrowAnyException();
    }
}
