package de.handschlag.systemtest;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The house's plan, held against the compiled classes of all modules. Annotations are named: their jars need not be here. */
@DisplayName("Architecture")
class ArchitectureTest {

    private static final String ENTITY = "jakarta.persistence.Entity";
    private static final String RESOURCE = "jakarta.ws.rs.Path";
    private static final DescribedPredicate<JavaClass> DATABASE = describe("repositories or the database",
            type -> type.getSimpleName().endsWith("Repository")
                    || type.getPackageName().startsWith("io.quarkus.hibernate.orm")
                    || type.getPackageName().equals("jakarta.persistence")
                    || type.getPackageName().equals("org.hibernate")
                    || List.of("javax.sql.DataSource", "io.agroal.api.AgroalDataSource", "java.sql.Connection",
                            "java.sql.DriverManager").contains(type.getName()));

    private static JavaClasses all;

    @BeforeAll
    static void readTheClassesOfAllModules() throws IOException {
        Path root = Path.of("..").toRealPath();
        List<Path> modules = Pattern.compile("<module>([^<]+)</module>")
                .matcher(Files.readString(root.resolve("pom.xml"))).results()
                .map(module -> root.resolve(module.group(1)))
                .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                .map(module -> module.resolve("target/classes")).toList();

        assertThat(modules).hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(classes -> assertThat(classes).as("build all modules first: mvn verify").isDirectory());
        all = new ClassFileImporter().importPaths(modules);
    }

    @Test
    @DisplayName("No packages depend on each other in a circle: features of a service, rooms of the foundation, tools")
    void packagesHaveNoCycles() {
        slices().matching("de.handschlag.(**)").should().beFreeOfCycles().check(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consent", "registry", "audit"})
    @DisplayName("Services meet in the event contract only")
    void servicesDoNotKnowEachOther(String service) {
        String[] others = Stream.of("consent", "registry", "audit").filter(other -> !other.equals(service))
                .map(other -> "de.handschlag." + other + "..").toArray(String[]::new);

        noClasses().that().resideInAPackage("de.handschlag." + service + "..").should()
                .dependOnClassesThat(resideInAnyPackage(others).or(resideInAPackage("de.handschlag.deploy..")))
                .check(all);
    }

    @Test
    @DisplayName("The log's wings: the chain knows neither who keeps nor who asks, and who keeps does not know who asks")
    void wingsOfTheLog() {
        noClasses().that().resideInAPackage("de.handschlag.audit.chain..").should().dependOnClassesThat(
                resideInAnyPackage("de.handschlag.audit.keeping..", "de.handschlag.audit.asking..")).check(all);
        noClasses().that().resideInAPackage("de.handschlag.audit.keeping..").should()
                .dependOnClassesThat(resideInAPackage("de.handschlag.audit.asking..")).check(all);
    }

    @Test
    @DisplayName("The event contract needs neither Quarkus nor JPA nor any service")
    void eventContractStandsAlone() {
        noClasses().that().resideInAPackage("de.handschlag.event..").should()
                .dependOnClassesThat(resideInAnyPackage("io.quarkus..", "io.smallrye..", "jakarta..", "org.hibernate..",
                        "java.sql..", "javax.sql.."))
                .check(all);
        noClasses().that().resideInAPackage("de.handschlag.event..").should()
                .dependOnClassesThat(resideInAPackage("de.handschlag..")
                        .and(DescribedPredicate.not(resideInAPackage("de.handschlag.event.."))))
                .check(all);
    }

    @Test
    @DisplayName("G4 The log's verifier is a second implementation: it shares no code with the first, nor with anything else")
    void verifierStandsAlone() {
        noClasses().that().resideInAPackage("de.handschlag.verifier..").should()
                .dependOnClassesThat(resideInAPackage("de.handschlag..")
                        .and(DescribedPredicate.not(resideInAPackage("de.handschlag.verifier.."))))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("io.quarkus..", "jakarta..", "java.sql..", "javax.sql.."))
                .check(all);
        // It reads files. Only whoever has it look at a running log by its address has it ask anybody.
        noClasses().that().resideInAPackage("de.handschlag.verifier..").and()
                .haveNameNotMatching(".*\\.RemoteLog(\\$.*)?").should()
                .dependOnClassesThat(resideInAPackage("java.net..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(URI.class))))
                .check(all);
        slices().matching("de.handschlag.verifier.(*)..").should().beFreeOfCycles().check(all);
    }

    @Test
    @DisplayName("Resources leave the database to services")
    void resourcesDoNotTouchTheDatabase() {
        noClasses().that().areAnnotatedWith(RESOURCE).should().dependOnClassesThat(DATABASE).check(all);
    }

    @Test
    @DisplayName("Services leave SQL to repositories")
    void servicesDoNotSpeakSql() {
        noClasses().that().haveNameMatching(".*[a-z]Service([$].*)?").should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..")
                        .or(describe("plain SQL", type -> type.getName().equals("de.handschlag.database.Sql"))))
                .check(all);
    }

    @Test
    @DisplayName("Nothing knows a REST class or what is nested in it: requests and answers stand beside the service, which pages call too")
    void nothingKnowsResources() {
        classes().should(notKnowResources()).check(all);
    }

    @Test
    @DisplayName("Resources neither take nor return entities, and records do not hold any")
    void entitiesAreNotExposed() {
        methods().that().areDeclaredInClassesThat().areAnnotatedWith(RESOURCE).should(notMentionEntities()).check(all);
        fields().that().areDeclaredInClassesThat().areRecords().should()
                .notHaveRawType(describe("an entity", type -> type.isAnnotatedWith(ENTITY))).check(all);
    }

    @Test
    @DisplayName("Entities do not leave their feature")
    void entitiesStayInTheirFeature() {
        classes().that().areAnnotatedWith(ENTITY).should(beUsedInTheirFeatureOnly()).check(all);
    }

    @Test
    @DisplayName("In the consent-service only the outbox sends events")
    void onlyTheOutboxSends() {
        noClasses().that().resideInAPackage("de.handschlag.consent..").and()
                .resideOutsideOfPackage("de.handschlag.consent.outbox..").should()
                .dependOnClassesThat(resideInAPackage("org.apache.kafka.clients.producer..")
                        .or(describe("an emitter", type -> type.getName().endsWith(".Emitter"))))
                .check(all);
    }

    @Test
    @DisplayName("Kafka's own clients are for the three cores, all else goes through channels (ADR 4)")
    void onlyCoresUseKafkasOwnClients() {
        noClasses().that()
                .resideOutsideOfPackages("de.handschlag.consent.outbox..", "de.handschlag.registry.sharingview..",
                        "de.handschlag.audit.chain.ingest..", "de.handschlag.deploy..", "de.handschlag.teststack..")
                .should()
                .dependOnClassesThat(describe("Kafka's own clients",
                        type -> type.getName()
                                .matches("org\\.apache\\.kafka\\.clients\\..*[.](KafkaProducer|KafkaConsumer)")))
                .check(all);
    }

    @Test
    @DisplayName("Services open sessions of the database by their pools or by DatabaseLogin, which keep values out of messages")
    void sessionsAreOpenedInOnePlace() {
        noClasses().that().resideOutsideOfPackages("de.handschlag.deploy..", "de.handschlag.teststack..").and()
                .doNotHaveFullyQualifiedName("de.handschlag.settings.DatabaseLogin").should()
                .dependOnClassesThat(describe("drivers of the database",
                        type -> type.getName().equals("java.sql.DriverManager")
                                || type.getName().equals("java.sql.Driver")
                                || type.getName().startsWith("org.postgresql.ds")))
                .check(all);
    }

    @Test
    @DisplayName("Names say what a class is: no util, common, helper, manager")
    void namesSaySomething() {
        noClasses().should()
                .haveNameMatching("(?i).*[.](util|utils|common|commons|helper|helpers|manager|managers)[.].*")
                .orShould().haveSimpleNameEndingWith("Util").orShould().haveSimpleNameEndingWith("Utils").orShould()
                .haveSimpleNameEndingWith("Common").orShould().haveSimpleNameStartingWith("Common").orShould()
                .haveSimpleNameEndingWith("Helper").orShould().haveSimpleNameEndingWith("Manager").check(all);
    }

    @Test
    @DisplayName("Nothing in a service sleeps: what waits can be woken up to stop; a command ends with its process")
    void nothingSleeps() {
        noClasses().that().resideOutsideOfPackages("de.handschlag.deploy..", "de.handschlag.verifier..").should()
                .callMethodWhere(describe("Thread.sleep",
                        call -> call.getTargetOwner().getName().equals("java.lang.Thread")
                                && call.getName().equals("sleep")))
                .orShould()
                .callMethodWhere(describe("TimeUnit.sleep",
                        call -> call.getTargetOwner().getName().equals("java.util.concurrent.TimeUnit")
                                && call.getName().equals("sleep")))
                .check(all);
    }

    @Test
    @DisplayName("There is one clock, which is injected: what reads the machine's own cannot be tested at another time")
    void nothingReadsTheMachinesClock() {
        noClasses().that()
                .resideOutsideOfPackages("de.handschlag.deploy..", "de.handschlag.teststack..",
                        "de.handschlag.faultagent..")
                .and().doNotHaveFullyQualifiedName("de.handschlag.settings.Timekeeping").should()
                .accessTargetWhere(describe("the machine's clock", ArchitectureTest::readsTheMachinesClock)).check(all);
    }

    @Test
    @DisplayName("Collaborators come through the constructor")
    void nothingIsInjectedIntoFields() {
        fields().should().notBeAnnotatedWith("jakarta.inject.Inject").andShould()
                .notBeAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty").check(all);
    }

    @Test
    @DisplayName("A reason, comment or norm that a request brings needs letters")
    void reasonsNeedLetters() {
        fields().that().areDeclaredInClassesThat().areRecords().and()
                .areAnnotatedWith("jakarta.validation.constraints.Size").and()
                .haveNameMatching("(?i).*(reason|comment|explanation|norm)").and().haveRawType(String.class).should()
                .beAnnotatedWith("de.handschlag.text.Letters").check(all);
    }

    @Test
    @DisplayName("Every package is described and null-marked")
    void everyPackageIsNullMarked() {
        assertThat(all.stream().map(JavaClass::getPackage).distinct()
                .filter(found -> !found.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                .map(found -> found.getName())).as("packages without a @NullMarked package-info").isEmpty();
    }

    private static boolean readsTheMachinesClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        return switch (access.getTarget().getName()) {
            case "now" -> owner.startsWith("java.time.");
            case "system", "systemUTC", "systemDefaultZone" -> owner.matches("java\\.time\\.(Clock|InstantSource)");
            case "currentTimeMillis" -> owner.equals("java.lang.System");
            case "<init>" -> owner.equals("java.util.Date") && access.getTarget().getFullName().endsWith("()");
            default -> false;
        };
    }

    private static ArchCondition<JavaClass> notKnowResources() {
        return new ArchCondition<>("not know REST classes") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency use : type.getDirectDependenciesFromSelf()) {
                    JavaClass known = outermost(use.getTargetClass());
                    // An interface with a path is a client of another service.
                    if (known.isAnnotatedWith(RESOURCE) && !known.isInterface() && !known.equals(outermost(type))) {
                        events.add(SimpleConditionEvent.violated(use, use.getDescription()));
                    }
                }
            }
        };
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static ArchCondition<JavaMethod> notMentionEntities() {
        return new ArchCondition<>("not mention entities") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                        .map(JavaType::getAllInvolvedRawTypes).flatMap(types -> types.stream())
                        .filter(type -> type.isAnnotatedWith(ENTITY)).forEach(type -> events.add(SimpleConditionEvent
                                .violated(method, method.getFullName() + " mentions the entity " + type.getName())));
            }
        };
    }

    private static ArchCondition<JavaClass> beUsedInTheirFeatureOnly() {
        return new ArchCondition<>("be used in their feature only") {
            @Override
            public void check(JavaClass entity, ConditionEvents events) {
                for (Dependency use : entity.getDirectDependenciesToSelf()) {
                    if (!featureOf(use.getOriginClass()).equals(featureOf(entity))) {
                        events.add(SimpleConditionEvent.violated(use, use.getDescription()));
                    }
                }
            }
        };
    }

    /** The first four parts of the package: {@code de.handschlag.<service>.<feature>}. */
    private static String featureOf(JavaClass type) {
        return Stream.of(type.getPackageName().split("\\.")).limit(4).reduce((a, b) -> a + "." + b).orElseThrow();
    }
}
