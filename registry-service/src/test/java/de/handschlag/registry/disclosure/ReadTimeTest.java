package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.event.Requester;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.registry.personkey.PersonKeys;

@QuarkusTest
class ReadTimeTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";

    @ConfigProperty(name = "handschlag.db.url")
    String url;

    @ConfigProperty(name = "handschlag.db.reader-user")
    String user;

    @ConfigProperty(name = "handschlag.db.reader-password")
    String password;

    @Inject
    PartitionCount partitions;

    @Inject
    PersonKeys keys;

    @Inject
    Catalogue catalogue;

    @Test
    @DisplayName("G1 G4 a read's time is not after its snapshot: nothing that it does not see was enforced before it")
    void timeIsBeforeSnapshot() throws IOException, SQLException {
        UUID person = UUID.randomUUID();
        UUID record = UUID.randomUUID();
        String agency = "jobcenter-time-" + person;
        consentService.send(linked(person, 1, UUID.randomUUID(), agency, "T-1"));
        consentService.send(given(person, 2, record, agency, PURPOSE, "phone"));
        enforced(person, 2);
        ViewRequest request = new ViewRequest(new Requester(agency, "client", null), List.of("T-1"), PURPOSE, null,
                null, null, Set.of(), null);

        try (SlowBetweenBindAndExecute slow = new SlowBetweenBindAndExecute(
                URI.create(url.substring("jdbc:".length())));
                AgroalDataSource dataSource = slow.dataSource(user, password)) {
            SharingViewReader reader = new SharingViewReader(dataSource, partitions, keys, catalogue);
            CompletableFuture<SharingView> reading = CompletableFuture
                    .supplyAsync(() -> reader.open(reader.read(List.of(request)).getFirst()).getFirst());
            slow.awaitHeld();
            consentService.send(withdrawn(person, 3, record, agency, PURPOSE, "phone"));
            RevisionEnforced withdrawal = enforced(person, 3);
            slow.letGo();

            SharingView view = reading.orTimeout(120, TimeUnit.SECONDS).join();
            assertThat(view.granted()).as("its snapshot was taken before").containsExactly("phone");
            assertThat(view.readAt()).isBefore(withdrawal.enforcedAt());
        }
    }

    private static RevisionEnforced enforced(UUID person, long revision) {
        return receipts.await(RevisionEnforced.class,
                r -> r.dataSubjectId().equals(person) && r.consentRevision() >= revision);
    }
}
