package de.handschlag.audit.chain.ingest;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for one COPY … (FORMAT binary), PostgreSQL's fastest way in. The rows are complete before the statement starts, so
 * that a process which stops in between does not hold it open.
 */
final class BinaryCopy {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0,
            0, 0, 0, 0};
    private static final long POSTGRES_EPOCH_SECONDS = 946_684_800L;
    private static final int POSTGRES_EPOCH_DAY = 10_957;

    private byte[] bytes;
    private int length;

    BinaryCopy(int expectedBytes) {
        bytes = new byte[Math.max(expectedBytes, 1024)];
        raw(SIGNATURE);
    }

    BinaryCopy row(int columns) {
        int16(columns);
        return this;
    }

    BinaryCopy int8(@Nullable Long value) {
        if (value == null) {
            return none();
        }
        int32(8);
        int64(value);
        return this;
    }

    BinaryCopy int2(int value) {
        int32(2);
        int16(value);
        return this;
    }

    BinaryCopy bool(boolean value) {
        int32(1);
        room(1);
        bytes[length++] = (byte) (value ? 1 : 0);
        return this;
    }

    BinaryCopy uuid(@Nullable UUID value) {
        if (value == null) {
            return none();
        }
        int32(16);
        int64(value.getMostSignificantBits());
        int64(value.getLeastSignificantBits());
        return this;
    }

    BinaryCopy text(@Nullable String value) {
        return value == null ? none() : bytea(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes, or text that is in UTF-8 already. */
    BinaryCopy bytea(byte[] value) {
        int32(value.length);
        raw(value);
        return this;
    }

    /** {@link Instant#MIN} and {@link Instant#MAX} are PostgreSQL's infinities. */
    BinaryCopy timestamptz(@Nullable Instant value) {
        if (value == null) {
            return none();
        }
        int32(8);
        if (value.equals(Instant.MIN) || value.equals(Instant.MAX)) {
            int64(value.equals(Instant.MIN) ? Long.MIN_VALUE : Long.MAX_VALUE);
            return this;
        }
        int64((value.getEpochSecond() - POSTGRES_EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1_000);
        return this;
    }

    BinaryCopy date(LocalDate value) {
        int32(4);
        int32((int) value.toEpochDay() - POSTGRES_EPOCH_DAY);
        return this;
    }

    private BinaryCopy none() {
        int32(-1);
        return this;
    }

    /** Runs the statement with the rows. */
    void send(Connection connection, String copyStatement) throws SQLException {
        int16(-1);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copyStatement);
        try {
            copy.writeToCopy(bytes, 0, length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void int16(int value) {
        room(2);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    private void int32(int value) {
        int16(value >> 16);
        int16(value);
    }

    private void int64(long value) {
        int32((int) (value >> 32));
        int32((int) value);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
