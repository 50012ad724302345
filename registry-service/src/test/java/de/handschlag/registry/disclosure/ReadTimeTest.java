package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
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
                null,
                null, Set.of(), null);

        try (SlowBetweenBindAndExecute slow = new SlowBetweenBindAndExecute(
                URI.create(url.substring("jdbc:".length())));
                AgroalDataSource dataSource = through(slow)) {
            SharingViewReader reader = new SharingViewReader(dataSource, partitions, keys, catalogue);
            CompletableFuture<SharingView> reading = CompletableFuture
                    .supplyAsync(() -> reader.open(reader.read(List.of(request)).getFirst()).getFirst());
            slow.awaitHeld();
            consentService.send(withdrawn(person, 3, record, agency, PURPOSE, "phone"));
            RevisionEnforced withdrawal = enforced(person, 3);
            slow.letGo();

            SharingView view = reading.orTimeout(10, TimeUnit.SECONDS).join();
            assertThat(view.granted()).as("its snapshot was taken before").containsExactly("phone");
            assertThat(view.readAt()).isBefore(withdrawal.enforcedAt());
        }
    }

    private static RevisionEnforced enforced(UUID person, long revision) {
        return receipts.await(RevisionEnforced.class,
                r -> r.dataSubjectId().equals(person) && r.consentRevision() >= revision);
    }

    private AgroalDataSource through(SlowBetweenBindAndExecute slow) throws SQLException {
        return AgroalDataSource
                .from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool
                        .maxSize(1).connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(
                                        "jdbc:postgresql://127.0.0.1:" + slow.port() + slow.path() + "?sslmode=disable")
                                .principal(new NamePrincipal(user)).credential(new SimplePassword(password)))));
    }

    /** Stands before the database, and holds back the first Execute after the Bind of a statement that reads a view. */
    private static final class SlowBetweenBindAndExecute implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final URI database;
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch let = new CountDownLatch(1);
        private volatile boolean holding;

        SlowBetweenBindAndExecute(URI database) throws IOException {
            this.database = database;
            Thread.ofVirtual().start(this::pass);
        }

        int port() {
            return server.getLocalPort();
        }

        String path() {
            return database.getPath();
        }

        void awaitHeld() {
            await(held);
        }

        void letGo() {
            let.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void pass() {
            try (Socket client = server.accept();
                    Socket postgres = new Socket(database.getHost(), database.getPort())) {
                Thread.ofVirtual().start(() -> passAnswers(postgres, client));
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(postgres.getOutputStream());
                forward(in, out); // The start-up message alone has no type.
                boolean view = false;
                while (true) {
                    int type = in.readUnsignedByte();
                    if (type == 'E' && view) {
                        holding = true;
                        out.write(new byte[]{'H', 0, 0, 0, 4}); // Flush
                        await(let);
                    }
                    out.writeByte(type);
                    byte[] message = forward(in, out);
                    view |= type == 'P' && new String(message, StandardCharsets.UTF_8).contains("case_link");
                }
            } catch (EOFException | SocketException _) {
                // The test is over.
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private void passAnswers(Socket postgres, Socket client) {
            try {
                DataInputStream in = new DataInputStream(postgres.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream());
                while (true) {
                    int type = in.readUnsignedByte();
                    out.writeByte(type);
                    forward(in, out);
                    if (type == '2' && holding) { // BindComplete: the snapshot is taken.
                        held.countDown();
                    }
                }
            } catch (EOFException | SocketException _) {
                // The test is over.
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static byte[] forward(DataInputStream in, DataOutputStream out) throws IOException {
            int length = in.readInt();
            byte[] message = in.readNBytes(length - Integer.BYTES);
            out.writeInt(length);
            out.write(message);
            return message;
        }

        @Override
        public void close() throws IOException {
            let.countDown();
            server.close();
        }
    }
}
