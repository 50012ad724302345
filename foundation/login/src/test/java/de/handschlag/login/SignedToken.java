package de.handschlag.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** An identity provider of which no more is known than its public key, and an access token that it signed. */
public final class SignedToken implements QuarkusTestResourceLifecycleManager {

    static final String TOKEN = "handschlag.test.token";
    static final String OWN_ISSUER = "http://localhost/not-asked";
    static final String OTHER_ISSUER = "http://localhost/other";
    static final String BOUND_ISSUER = "http://localhost/bound";
    static final String MAPPED_ISSUER = "http://localhost/mapped";
    private static final String LONG = "z".repeat(256);
    private static final String LONGEST = "\u10e5".repeat(255);
    /** Claims of further tokens, by the last part of the setting that holds the token. */
    private static final Map<String, String> VARIANTS = Map.ofEntries(
            Map.entry("long-client", "\"sub\":\"amira\",\"azp\":\"" + LONG + "\""),
            Map.entry("long-subject", "\"sub\":\"" + LONG + "\""),
            Map.entry("long-agency", "\"sub\":\"amira\",\"agency_id\":\"" + LONG + "\""),
            Map.entry("long-level", "\"sub\":\"amira\",\"acr\":\"" + LONG + "\""),
            Map.entry("agency-with-nul", "\"sub\":\"amira\",\"agency_id\":\"job\\u0000center\""),
            Map.entry("client-with-line", "\"sub\":\"amira\",\"azp\":\"a\\nb\""),
            Map.entry("agency-turned-round", "\"sub\":\"amira\",\"agency_id\":\"a\\u202eb\""),
            Map.entry("subject-without-characters", "\"sub\":\"\\ud800\""),
            Map.entry("client-of-no-text", "\"sub\":\"amira\",\"azp\":7"),
            Map.entry("agency-of-no-text", "\"sub\":\"amira\",\"agency_id\":true"),
            Map.entry("longest",
                    "\"sub\":\"" + LONGEST + "\",\"azp\":\"" + LONGEST + "\",\"agency_id\":\"" + LONGEST
                            + "\",\"acr\":\"" + LONGEST + "\""),
            Map.entry("own-officer", said(OWN_ISSUER, "dpo", "jobcenter")),
            Map.entry("person", said(OTHER_ISSUER, "data-subject", null)),
            Map.entry("officer", said(OTHER_ISSUER, "dpo", null)),
            Map.entry("person-and-officer", said(OTHER_ISSUER, "data-subject\",\"dpo", null)),
            Map.entry("person-of-agency", said(OTHER_ISSUER, "data-subject", "jobcenter")),
            Map.entry("of-nobody", said("http://localhost/unknown", "data-subject", null)),
            Map.entry("bound-caseworker", said(BOUND_ISSUER, "caseworker\",\"offline_access", "school")),
            Map.entry("bound-caseworker-elsewhere", said(BOUND_ISSUER, "caseworker", "jobcenter")),
            Map.entry("bound-person", said(BOUND_ISSUER, "data-subject", null)),
            Map.entry("mapped", mapped("\"caseworker\"", "school", "gold")),
            Map.entry("mapped-second-level", mapped("\"dpo\"", "school", "platinum")),
            Map.entry("mapped-elsewhere", mapped("\"caseworker\"", "jobcenter", "gold")),
            Map.entry("mapped-admin", mapped("\"admin\"", "school", "gold")),
            Map.entry("mapped-weak", mapped("\"caseworker\"", "school", "silver")),
            Map.entry("mapped-weak-person", mapped("\"data-subject\"", null, "silver")),
            Map.entry("mapped-weak-officer-and-person", mapped("\"data-subject\",\"dpo\"", null, "silver")),
            Map.entry("mapped-long-client", mapped("\"data-subject\"", null, "gold").replace("app-1", LONG)),
            Map.entry("mapped-by-usual-names", said(MAPPED_ISSUER, "dpo", "jobcenter")));

    private static String mapped(String roles, @Nullable String office, String level) {
        return "\"iss\":\"" + MAPPED_ISSUER + "\",\"sub\":\"amira\",\"appid\":\"app-1\",\"roles\":[" + roles
                + "],\"work\":{" + (office == null ? "" : "\"office\":\"" + office + "\"") + "},\"level\":\"" + level
                + "\",\"https://login.example/purposes\":[\"housing\",7,\"school\"]";
    }

    private static String said(String issuer, String roles, @Nullable String agency) {
        return "\"iss\":\"" + issuer + "\",\"sub\":\"amira\",\"realm_access\":{\"roles\":[\"" + roles + "\"]}"
                + (agency == null ? "" : ",\"agency_id\":\"" + agency + "\"") + ",\"purposes\":[\"housing\"]";
    }

    @Override
    public Map<String, String> start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            Map<String, String> settings = new HashMap<>();
            settings.put("quarkus.oidc.public-key", Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
            settings.put(TOKEN, signed(keys, "\"sub\":\"amira\""));
            for (Map.Entry<String, String> variant : VARIANTS.entrySet()) {
                settings.put(TOKEN + "." + variant.getKey(), signed(keys, variant.getValue()));
            }
            return settings;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(KeyPair keys, String claims) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String content = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "."
                + base64("{" + claims + (claims.contains("\"iss\"") ? "" : ",\"iss\":\"" + OWN_ISSUER + "\"")
                        + ",\"iat\":" + now + ",\"exp\":" + (now + 3600) + "}");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void stop() {}
}
