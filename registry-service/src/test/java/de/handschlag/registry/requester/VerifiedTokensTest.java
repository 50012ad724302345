package de.handschlag.registry.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.TestIdentities;

/** That a token was verified a moment ago opens nothing to another token, and nothing to the same one after its end. */
@QuarkusTest
class VerifiedTokensTest extends RegistryTestCase {

    private static final String VIEW = "/v1/cases/C-1/view?purpose=case-management";

    private record Read(Instant began, int status) {}

    @Test
    @DisplayName("R15 a token that was accepted is refused from its expiry on")
    void acceptedTokenEndsWithItsExpiry() {
        String token;
        Instant expiry;
        int accepted;
        int tries = 0;
        do {
            // On a busy machine a token may end before it was used once: then another one.
            token = tokens.shortLivedAgencySystem("expiry", Duration.ofSeconds(5), "case-management");
            expiry = Instant.ofEpochSecond(TestIdentities.claimsOf(token).path("exp").asLong());
            accepted = once(token).get(VIEW).statusCode();
            tries++;
        } while (!Instant.now().isBefore(expiry) && tries < 5);
        assertThat(accepted).isNotEqualTo(401);

        List<Read> reads = new ArrayList<>();
        Instant began;
        do {
            began = Instant.now();
            reads.add(new Read(began, once(token).get(VIEW).statusCode()));
        } while (began.isBefore(expiry));

        Instant end = expiry;
        assertThat(reads).filteredOn(read -> !read.began().isBefore(end)).extracting(Read::status).containsOnly(401);
    }

    @Test
    @DisplayName("a token that differs from an accepted one by its signature is refused")
    void changedSignatureIsRefused() {
        String token = tokens.agencySystem("signature", "case-management");
        assertThat(as(token).get(VIEW).statusCode()).isNotEqualTo(401);

        int middleOfSignature = (token.lastIndexOf('.') + token.length()) / 2;
        char changed = token.charAt(middleOfSignature) == 'A' ? 'B' : 'A';
        String forged = token.substring(0, middleOfSignature) + changed + token.substring(middleOfSignature + 1);

        assertThat(as(forged).get(VIEW).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("R18 two tokens in turn keep their own entitlements")
    void tokensAreNotMistakenForEachOther() {
        String entitled = tokens.agencySystem("turns", "case-management");
        String other = tokens.agencySystem("turns", "appointments");

        for (int turn = 0; turn < 3; turn++) {
            assertThat(as(entitled).get(VIEW).jsonPath().getString("type"))
                    .isEqualTo("urn:handschlag:problem:no-permission");
            assertThat(as(other).get(VIEW).jsonPath().getString("type"))
                    .isEqualTo("urn:handschlag:problem:purpose-not-entitled");
        }
    }
}
