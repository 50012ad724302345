package de.handschlag.audit.chain.ingest;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import de.handschlag.database.Sql;

/** Which events of a batch are in the log, and what they say there. */
final class KnownEvents {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Not what an event says, but who sent it where; another key's signature over the same is the same event. */
    private static final Set<String> ENVELOPE = Set.of("key", "keyId", "signature", "topic");

    /** By id; the payload is null where it was erased. */
    private final Map<UUID, byte @Nullable []> payloads = new HashMap<>();

    private KnownEvents() {}

    static KnownEvents load(Connection connection, List<IngestRecord.Entry> batch) {
        KnownEvents known = new KnownEvents();
        Sql sql = new Sql(connection);
        Map<Long, UUID> indexes = new HashMap<>();
        sql.list("SELECT log_index, event_id FROM log_entry WHERE event_id = ANY (?)",
                row -> Map.entry(row.getLong(1), row.getObject(2, UUID.class)),
                batch.stream().map(IngestRecord.Entry::eventId).toList()).forEach(entry -> {
                    indexes.put(entry.getKey(), entry.getValue());
                    known.payloads.put(entry.getValue(), null);
                });
        if (!indexes.isEmpty()) {
            sql.list("SELECT log_index, payload FROM log_payload WHERE log_index = ANY (?)",
                    row -> Map.entry(row.getLong(1), row.getBytes(2)), indexes.keySet())
                    .forEach(payload -> known.payloads.put(requireNonNull(indexes.get(payload.getKey())),
                            payload.getValue()));
        }
        return known;
    }

    boolean contains(IngestRecord.Entry entry) {
        return payloads.containsKey(entry.eventId());
    }

    /** Whether the log says something else under this id, as far as it still knows. */
    boolean contradicts(IngestRecord.Entry entry) {
        byte[] stored = payloads.get(entry.eventId());
        return stored != null && !says(stored).equals(says(entry.payload()));
    }

    void add(IngestRecord.Entry entry) {
        payloads.put(entry.eventId(), entry.payload());
    }

    private static JsonNode says(byte[] payload) {
        try {
            JsonNode said = JSON.readTree(payload);
            return said instanceof ObjectNode members ? members.remove(ENVELOPE) : said;
        } catch (IOException e) {
            throw new IllegalStateException("a payload is no JSON", e);
        }
    }
}
