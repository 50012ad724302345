package de.handschlag.deploy.local;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * How the broker and its clients show each other who they are (ADR 56). Clients log in by SCRAM. The broker itself, towards other brokers
 * and the controllers, has its password in its own configuration: it must log in before it can read where SCRAM keeps passwords.
 */
public final class KafkaLogins {

    private static final String SCRAM = ScramMechanism.SCRAM_SHA_512.mechanismName();
    private static final String PLAIN = "PLAIN";
    /** Kafka's least; the passwords are random and long. */
    private static final int ITERATIONS = 4096;

    private final Secrets secrets;

    /** @param secrets keeps the passwords, and makes those that are missing */
    public KafkaLogins(Secrets secrets) {
        this.secrets = secrets;
    }

    /** What a Kafka client needs beside the brokers' addresses to be this principal. */
    public Map<String, String> clientOf(String principal) {
        String password = password(principal);
        boolean broker = principal.equals(KafkaRights.BROKER);
        return Map.of(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, SecurityProtocol.SASL_PLAINTEXT.name,
                SaslConfigs.SASL_MECHANISM, broker ? PLAIN : SCRAM, SaslConfigs.SASL_JAAS_CONFIG,
                (broker ? plainLogin() : scramLogin()) + " username=\"" + principal + "\" password=\"" + password
                        + "\";");
    }

    /** The same as a service takes it from its environment, where no list of processes shows it. */
    public Map<String, String> environmentOf(String principal) {
        Map<String, String> environment = new HashMap<>();
        clientOf(principal).forEach(
                (name, value) -> environment.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        return environment;
    }

    private String password(String principal) {
        return secrets.get("kafka." + principal);
    }

    private static String scramLogin() {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required";
    }

    private static String plainLogin() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required";
    }

    /**
     * The broker's own settings.
     *
     * @param internal   listener of the brokers among each other, which clients use as well
     * @param controller listener of the controllers
     * @param further    listeners for clients alone
     */
    Map<String, String> brokerSettings(String internal, String controller, List<String> further) {
        Map<String, String> settings = new HashMap<>(
                Map.of("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users", "User:" + KafkaRights.BROKER, "allow.everyone.if.no.acl.found", "false",
                        "sasl.mechanism.inter.broker.protocol", PLAIN, "sasl.mechanism.controller.protocol", PLAIN));
        listener(settings, internal, SCRAM + "," + PLAIN);
        listener(settings, controller, PLAIN);
        further.forEach(name -> listener(settings, name, SCRAM));
        return settings;
    }

    private void listener(Map<String, String> settings, String name, String mechanisms) {
        String prefix = "listener.name." + name.toLowerCase(Locale.ROOT) + ".";
        settings.put(prefix + "sasl.enabled.mechanisms", mechanisms);
        if (mechanisms.contains(SCRAM)) {
            settings.put(prefix + "scram-sha-512.sasl.jaas.config", scramLogin() + ";");
        }
        if (mechanisms.contains(PLAIN)) {
            String password = password(KafkaRights.BROKER);
            settings.put(prefix + "plain.sasl.jaas.config", plainLogin() + " username=\"" + KafkaRights.BROKER
                    + "\" password=\"" + password + "\" user_" + KafkaRights.BROKER + "=\"" + password + "\";");
        }
    }

    /** Tells the brokers the passwords of all principals. */
    void establish(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        List<UserScramCredentialAlteration> passwords = KafkaRights.PRINCIPALS.stream()
                .<UserScramCredentialAlteration>map(principal -> new UserScramCredentialUpsertion(principal,
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password(principal)))
                .toList();
        admin.alterUserScramCredentials(passwords).all().get(30, TimeUnit.SECONDS);
    }

    /** Whether the broker that answers knows all principals. */
    static boolean inForce(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        return admin.describeUserScramCredentials().all().get(10, TimeUnit.SECONDS).keySet()
                .equals(Set.copyOf(KafkaRights.PRINCIPALS));
    }
}
