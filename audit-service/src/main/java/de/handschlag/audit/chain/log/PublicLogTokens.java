package de.handschlag.audit.chain.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.StartupEvent;

/** The operator's bearer tokens for the public log (RFC 6750); without any, it is for everybody. */
@ApplicationScoped
class PublicLogTokens {

    private static final String SETTING = "handschlag.log.public-tokens";
    private static final String SCHEME = "Bearer ";
    private static final int SHORTEST = 32;

    private final List<byte[]> digests;

    PublicLogTokens(LogSettings settings) {
        if ("".equals(ConfigProvider.getConfig().getConfigValue(SETTING).getRawValue())) {
            throw new IllegalArgumentException(
                    SETTING + " is empty: is a secret missing? Leave it out for a log that everybody may read");
        }
        List<String> tokens = settings.publicTokens().orElse(List.of());
        if (tokens.stream().anyMatch(token -> token.length() < SHORTEST)) {
            throw new IllegalArgumentException("a token of " + SETTING + " has at least " + SHORTEST + " characters");
        }
        digests = tokens.stream().map(PublicLogTokens::digest).toList();
    }

    /** Tokens that are none end the start, and not the first request. */
    void onStart(@Observes StartupEvent event) {
        isForEverybody();
    }

    boolean isForEverybody() {
        return digests.isEmpty();
    }

    /**
     * Whether a request with this header may read the log. Digests are compared, so that neither length nor beginning of a token takes
     * another time.
     */
    boolean permit(@Nullable String authorization) {
        if (isForEverybody()) {
            return true;
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] digest = digest(authorization.substring(SCHEME.length()).strip());
        return digests.stream().map(known -> MessageDigest.isEqual(known, digest)).reduce(false, Boolean::logicalOr);
    }

    private static byte[] digest(String token) {
        return TreeHasher.sha256().digest(token.getBytes(StandardCharsets.UTF_8));
    }
}
