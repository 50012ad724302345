package de.handschlag.registry.disclosure;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;

/** Stands before the database, and holds back the first Execute after the Bind of a statement that reads a view. */
final class SlowBetweenBindAndExecute implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final URI database;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch let = new CountDownLatch(1);
    private volatile boolean holding;

    SlowBetweenBindAndExecute(URI database) throws IOException {
        this.database = database;
        Thread.ofVirtual().start(this::pass);
    }

    private int port() {
        return server.getLocalPort();
    }

    private String path() {
        return database.getPath();
    }

    /** Sessions of this login at the database behind, one at a time. */
    AgroalDataSource dataSource(String user, String password) throws SQLException {
        return AgroalDataSource
                .from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl("jdbc:postgresql://127.0.0.1:" + port() + path() + "?sslmode=disable")
                                .principal(new NamePrincipal(user)).credential(new SimplePassword(password)))));
    }

    void awaitHeld() {
        await(held);
    }

    void letGo() {
        let.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(120, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pass() {
        try (Socket client = server.accept(); Socket postgres = new Socket(database.getHost(), database.getPort())) {
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
