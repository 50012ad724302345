package de.handschlag.deploy.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import de.handschlag.event.Topics;

/**
 * What each principal may do with the broker, and nothing else is allowed (ADR 56). {@code docs/kafka-rights.md} has the same table,
 * held equal by a test. To read or write includes to describe.
 */
public final class KafkaRights {

    public static final String CONSENT = "consent-service";
    public static final String REGISTRY = "registry-service";
    public static final String AUDIT = "audit-service";
    /** Looks at topics and dead letters; nobody but their senders writes events. */
    public static final String OPERATOR = "operator";
    /** The broker's own, which may everything: it creates topics, passwords and rights when the stack starts. */
    public static final String BROKER = "broker";

    /** Those that the table speaks of, in the order of its columns. */
    public static final List<String> PRINCIPALS = List.of(CONSENT, REGISTRY, AUDIT, OPERATOR);

    private static final Set<AclOperation> READ = Set.of(AclOperation.READ);
    private static final Set<AclOperation> WRITE = Set.of(AclOperation.WRITE);
    private static final Set<AclOperation> BOTH = Set.of(AclOperation.READ, AclOperation.WRITE);
    private static final Set<AclOperation> DESCRIBE = Set.of(AclOperation.DESCRIBE);

    /** One row of the table: what principals may do with a resource. */
    public record Row(ResourcePattern resource, Map<String, Set<AclOperation>> operations) {

        public Row {
            operations = Map.copyOf(operations);
        }

        private List<AclBinding> bindings() {
            List<AclBinding> bindings = new ArrayList<>();
            new TreeMap<>(operations).forEach((principal, all) -> all.stream().sorted().map(
                    operation -> new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW))
                    .forEach(entry -> bindings.add(new AclBinding(resource, entry))));
            return bindings;
        }
    }

    /** The table. That the consent-service may describe all topics is for the operation's page of administrators. */
    public static final List<Row> TABLE = List.of(
            topic(Topics.CONSENT_EVENTS, Map.of(CONSENT, BOTH, REGISTRY, READ, AUDIT, READ, OPERATOR, READ)),
            topic(Topics.ACCESS_EVENTS, Map.of(CONSENT, DESCRIBE, REGISTRY, WRITE, AUDIT, BOTH, OPERATOR, READ)),
            topic(Topics.ENFORCEMENT_RECEIPTS, Map.of(CONSENT, READ, REGISTRY, WRITE, AUDIT, READ, OPERATOR, READ)),
            deadLetters(Topics.CONSENT_EVENTS, "registry", REGISTRY),
            deadLetters(Topics.CONSENT_EVENTS, "audit", AUDIT), deadLetters(Topics.ACCESS_EVENTS, "audit", AUDIT),
            deadLetters(Topics.ENFORCEMENT_RECEIPTS, "audit", AUDIT),
            deadLetters(Topics.ENFORCEMENT_RECEIPTS, "consent", CONSENT),
            new Row(new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "consent-outbox-relay", PatternType.LITERAL),
                    Map.of(CONSENT, WRITE)),
            new Row(new ResourcePattern(ResourceType.GROUP, "consent-receipts-", PatternType.PREFIXED),
                    Map.of(CONSENT, READ)));

    private KafkaRights() {}

    private static Row topic(String name, Map<String, Set<AclOperation>> operations) {
        return new Row(new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL), operations);
    }

    private static Row deadLetters(String topic, String group, String writer) {
        Map<String, Set<AclOperation>> operations = new TreeMap<>(Map.of(CONSENT, DESCRIBE, OPERATOR, READ));
        operations.put(writer, WRITE);
        return topic(Topics.deadLetterOf(topic, group), operations);
    }

    /** Makes the broker's rules those of the table. */
    static void establish(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<AclBinding> present = present(admin);
        admin.createAcls(wanted().stream().filter(right -> !present.contains(right)).toList()).all().get(30,
                TimeUnit.SECONDS);
        admin.deleteAcls(present.stream().filter(right -> !wanted().contains(right)).map(AclBinding::toFilter).toList())
                .all().get(30, TimeUnit.SECONDS);
    }

    /** Whether the broker that answers goes by the table. */
    static boolean inForce(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        return present(admin).equals(wanted());
    }

    private static Set<AclBinding> wanted() {
        return TABLE.stream().flatMap(row -> row.bindings().stream()).collect(Collectors.toSet());
    }

    private static Set<AclBinding> present(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        return Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get(10, TimeUnit.SECONDS));
    }
}
