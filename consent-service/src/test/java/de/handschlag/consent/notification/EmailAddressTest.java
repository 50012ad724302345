package de.handschlag.consent.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R41 An address is one that a person has, and nothing else that a mail server could read in it")
class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({"amira@example.org, amira@example.org", "' amira@example.org ', amira@example.org",
            "Amira.Haddad+amt@Example.ORG, Amira.Haddad+amt@example.org", "a@münchen.example, a@xn--mnchen-3ya.example",
            "o'neill_9@sub.example.co, o'neill_9@sub.example.co"})
    void taken(String typed, String text) {
        assertThat(EmailAddress.of(typed)).map(EmailAddress::text).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "@", "amira", "amira@", "@example.org", "amira@localhost", "amira@127.0.0.1",
            "amira@[127.0.0.1]", "a@b@example.org", "\"a b\"@example.org", "a b@example.org", ".a@example.org",
            "a..b@example.org", "a.@example.org", "a@-b.org", "a@b-.org", "a@b..org", "a@example.org.", "a@example.o",
            "a@exa_mple.org", "a@example.org, b@example.org", "a@example.org;b@example.org", "<a@example.org>",
            "A <a@example.org>", "a(c)@example.org", "a@example.org\r\nBcc: b@example.org",
            "a\r\nBcc: b@example.org\r\n@example.org", "a@example.org\nX: y", "a\u0000@example.org",
            "a@exa\u0000mple.org", "a@example.org>\r\nRCPT TO:<b@example.org", "ä@example.org", "a\u2028@example.org",
            "a%0d%0aX@example.org:25", "mailto:a@example.org?bcc=b@example.org", "=?utf-8?q?a?=\n@example.org"})
    void refused(String typed) {
        assertThat(EmailAddress.of(typed)).isEmpty();
    }

    @Test
    @DisplayName("Neither part is longer than RFC 5321 allows")
    void lengths() {
        assertThat(EmailAddress.of("a".repeat(64) + "@example.org")).isPresent();
        assertThat(EmailAddress.of("a".repeat(65) + "@example.org")).isEmpty();
        assertThat(EmailAddress.of("a@" + "b".repeat(63) + ".org")).isPresent();
        assertThat(EmailAddress.of("a@" + "b".repeat(64) + ".org")).isEmpty();
        assertThat(EmailAddress.of("a@" + "bcdefghi.".repeat(28) + "org")).isEmpty();
    }

    @Test
    @DisplayName("It does not show itself where somebody logs it")
    void saysNothing() {
        assertThat(EmailAddress.of("amira@example.org").orElseThrow()).asString().doesNotContain("amira", "example");
    }

    @Test
    @DisplayName("Capital letters make no letter box of their own, and so no further codes")
    void comparable() {
        assertThat(EmailAddress.of("AMIRA@Example.org").orElseThrow().comparable())
                .isEqualTo(EmailAddress.of("amira@example.org").orElseThrow().comparable());
    }
}
