package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a psychosocial centre contributed under secrecy, an integration centre that reads by the person's consent, and the release. */
@DisplayName("R9 Releases from secrecy, through all services")
class SecrecyReleaseTest {

    private static final String PURPOSE = "case-management";
    private static final String SOURCE = "psz-r9";
    private static final String SECRET = "+49 170 2030203";
    private static final int ROUNDS = Integer.getInteger("handschlag.rounds", 5);

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String caseReference = "R9-" + id;
    private Agency reader;
    private Person person;
    private String consent;

    @BeforeEach
    void consentInForce() {
        reader = Agency.registered(stack, "integrationszentrum-r9", "kommunales_integrationszentrum", PURPOSE);
        Agency source = Agency.registered(stack, SOURCE, "psz", PURPOSE);
        Agency registration = Agency.registered(stack, "meldebehoerde-r9", "meldebehoerde");
        person = Person.enrolledBy(reader, caseReference, "released-" + id);
        person.giveTo(source, "P-" + id);
        source.contribute("P-" + id, "phone", SECRET);
        person.giveTo(registration, "M-" + id);
        registration.contribute("M-" + id, "family_name", "Sabri");
        consent = reader.ask(caseReference, PURPOSE, "phone", "family_name");
        person.approveUntilEnforced(consent);
    }

    private boolean isRead() {
        String view = reader.reads(caseReference, PURPOSE).expect(200).body().toString();
        assertThat(view).as("what nobody keeps secret").contains("Sabri");
        return view.contains(SECRET);
    }

    @Test
    @DisplayName("R9 G1 the consent alone opens nothing; released it is read; no read after an acknowledged withdrawal of the release sees it")
    void releasedAndTakenBack() {
        assertThat(isRead()).as("by the consent alone").isFalse();
        for (int round = 0; round < ROUNDS; round++) {
            person.releaseUntilEnforced(consent, SOURCE);
            assertThat(isRead()).as("released in round " + round).isTrue();

            person.withdrawReleaseUntilEnforced(consent, SOURCE);

            assertThat(isRead()).as("taken back in round " + round).isFalse();
        }
    }

    @Test
    @DisplayName("R9 with the consent its release ends: a later consent for the same needs a release of its own")
    void releaseEndsWithTheConsent() {
        person.releaseUntilEnforced(consent, SOURCE);
        assertThat(isRead()).isTrue();

        person.withdrawUntilEnforced(consent);
        assertThat(reader.reads(caseReference, PURPOSE).status()).isEqualTo(403);
        String later = reader.ask(caseReference, PURPOSE, "phone", "family_name");
        person.approveUntilEnforced(later);

        assertThat(isRead()).as("by the later consent").isFalse();
        person.releaseUntilEnforced(later, SOURCE);
        assertThat(isRead()).isTrue();
    }
}
