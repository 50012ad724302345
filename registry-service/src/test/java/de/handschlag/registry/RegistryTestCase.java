package de.handschlag.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

import de.handschlag.event.Topics;
import de.handschlag.sealing.RevisionTokens;
import de.handschlag.sealing.RevisionTokens.PersonRevision;
import de.handschlag.sealing.SealingKeys;
import de.handschlag.teststack.StackTestResource;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

/** The registry among real PostgreSQL, Kafka and Keycloak; the test plays the consent-service. */
@QuarkusTestResource(value = StackTestResource.class, initArgs = @ResourceArg(name = "service", value = "registry"))
@QuarkusTestResource(PlayedConsentApi.class)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
public abstract class RegistryTestCase {

    protected static final TestIdentities tokens = TestIdentities.handschlag();
    protected static PlayedConsentService consentService;
    protected static TopicTail accessEvents;
    protected static TopicTail receipts;
    protected static TopicTail deadLetters;

    @BeforeAll
    static void playTheOthers() {
        consentService = new PlayedConsentService(TestStack.kafkaBootstrapServers());
        accessEvents = new TopicTail(TestStack.kafkaBootstrapServers(), Topics.ACCESS_EVENTS);
        receipts = new TopicTail(TestStack.kafkaBootstrapServers(), Topics.ENFORCEMENT_RECEIPTS);
        deadLetters = new TopicTail(TestStack.kafkaBootstrapServers(),
                Topics.deadLetterOf(Topics.CONSENT_EVENTS, "registry"));
    }

    @AfterAll
    static void endThem() {
        consentService.close();
        accessEvents.close();
        receipts.close();
        deadLetters.close();
    }

    /** The value of the header Consent-Revision that the consent-service gives the agency for a change of its own. */
    protected static String revision(UUID person, long consentRevision, String agencyId, String caseReference) {
        Path keyFile = ConfigProvider.getConfig().getValue("handschlag.revision.key-file", Path.class);
        return new RevisionTokens(SealingKeys.read(keyFile, "revision key")).seal(agencyId, caseReference,
                new PersonRevision(person, consentRevision), Instant.now().plus(Duration.ofHours(1)));
    }

    /** Asks again, as a client does, while the registry says that it cannot answer for the moment. */
    protected static RequestSpecification as(String token) {
        return once(token).filter(new AskingAgain(token));
    }

    /** Returns when the hour, by which requests are counted, lasts for two minutes at least. */
    protected static void awaitHourThatLasts() {
        Awaitility.await().atMost(Duration.ofSeconds(150))
                .until(() -> Instant.now().plusSeconds(120).truncatedTo(ChronoUnit.HOURS).isBefore(Instant.now()));
    }

    /** Takes the first answer, whatever it is. */
    protected static RequestSpecification once(String token) {
        return RestAssured.given().auth().oauth2(token).contentType("application/json");
    }
}
