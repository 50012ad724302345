package de.handschlag.systemtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import de.handschlag.verifier.TestLog;

/**
 * A real log in the hands of somebody who has all keys of its stack: entries can be changed, added and left out, and everything is
 * signed anew as a whole. What is read of it are the events of the demonstration.
 */
final class ForgedLog {

    /** An entry and the event that it commits to. */
    static final class Event {

        private final ObjectNode payload;
        private final byte[] salt;
        private String retentionClass;
        private String month;
        private boolean erased;

        private Event(ObjectNode payload, byte[] salt, String retentionClass, String month) {
            this.payload = payload;
            this.salt = salt;
            this.retentionClass = retentionClass;
            this.month = month;
        }

        ObjectNode payload() {
            return payload;
        }

        ObjectNode data() {
            return (ObjectNode) payload.get("data");
        }

        /** What the event says of a consent record. */
        ObjectNode consentRecord() {
            return (ObjectNode) data().get("consentRecord");
        }

        boolean is(String type) {
            return payload.path("type").asText().equals("de.handschlag." + type + ".v1");
        }

        /** Whom it is about; empty if about nobody. */
        String person() {
            return data().path("dataSubjectId").asText();
        }

        /** That the person came to by it, or that it saw; 0 if it names none. */
        long revision() {
            return data().path("consentRevision").asLong();
        }

        boolean isChangeOfPerson() {
            return retentionClass.equals("consent");
        }

        Instant time() {
            return Instant.parse(payload.path("time").asText());
        }

        String month() {
            return month;
        }

        /** Puts the entry into another class and month. */
        Event place(String anotherClass, String anotherMonth) {
            retentionClass = anotherClass;
            month = anotherMonth;
            return this;
        }

        /** Has only its entry be left. */
        Event erase() {
            erased = true;
            return this;
        }

        private Event copy() {
            return new Event(payload.deepCopy(), salt, retentionClass, month);
        }
    }

    private final StackKeys keys;
    private final List<Event> events;

    private ForgedLog(StackKeys keys, List<Event> events) {
        this.keys = keys;
        this.events = events;
    }

    /**
     * What an export says of the persons of whom it says nothing before an index.
     *
     * @param export archive of the whole log
     */
    static ForgedLog ofPersonsSince(long index, Path export, StackKeys keys) throws IOException {
        List<Event> all = new ArrayList<>();
        Set<String> known = new HashSet<>();
        try (FileSystem zip = FileSystems.newFileSystem(export);
                Stream<String> lines = Files.lines(zip.getPath("payloads.ndjson"))) {
            List<JsonNode> entries = entries(zip);
            for (String line : (Iterable<String>) lines::iterator) {
                JsonNode read = Api.JSON.readTree(line);
                if (!read.has("payload")) {
                    continue;
                }
                JsonNode entry = entries.get(read.path("index").asInt());
                Event event = new Event((ObjectNode) read.get("payload"),
                        Base64.getDecoder().decode(read.path("salt").asText()), entry.path("class").asText(),
                        entry.path("month").asText());
                if (read.path("index").asLong() < index) {
                    known.add(event.person());
                } else {
                    all.add(event);
                }
            }
        }
        all.removeIf(event -> event.person().isEmpty() || known.contains(event.person()));
        return new ForgedLog(keys, all);
    }

    private static List<JsonNode> entries(FileSystem zip) throws IOException {
        List<JsonNode> entries = new ArrayList<>();
        try (Stream<Path> bundles = Files.walk(zip.getPath("tile/entries"))) {
            for (Path bundle : bundles.filter(Files::isRegularFile).sorted().toList()) {
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(bundle));
                while (bytes.hasRemaining()) {
                    byte[] entry = new byte[Short.toUnsignedInt(bytes.getShort())];
                    bytes.get(entry);
                    entries.add(Api.JSON.readTree(entry));
                }
            }
        }
        return entries;
    }

    /** Another one that says the same. */
    ForgedLog copy() {
        return new ForgedLog(keys, new ArrayList<>(events.stream().map(Event::copy).toList()));
    }

    /** Writes and signs it as it is now. */
    TestLog written() {
        TestLog log = new TestLog(keys.log());
        for (Event event : events) {
            long index = log.append(event.payload.path("id").asText(), event.retentionClass, event.month, null,
                    event.salt, StackKeys.canonical(event.payload));
            if (event.erased) {
                log.erase(index);
            }
        }
        return log;
    }

    long indexOf(Event event) {
        return events.indexOf(event);
    }

    /** Positions of all that is about a person, the newest first. */
    List<Long> positionsOf(String person) {
        List<Long> positions = new ArrayList<>();
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).person().equals(person)) {
                positions.add((long) i);
            }
        }
        return positions;
    }

    /** Of the newest event. */
    String runningMonth() {
        return events.getLast().time().toString().substring(0, 7);
    }

    Event first(String type) {
        return first(event -> event.is(type));
    }

    Event first(String type, Predicate<Event> which) {
        return first(event -> event.is(type) && which.test(event));
    }

    Event first(Predicate<Event> which) {
        return events.stream().filter(which).findFirst().orElseThrow();
    }

    /** The next change of the person whom the event is about. */
    Event nextChange(Event of) {
        return first(event -> event.isChangeOfPerson() && event.person().equals(of.person())
                && event.revision() > of.revision());
    }

    /** The last change of a person. */
    Event lastChange(String person) {
        return events.reversed().stream().filter(event -> event.isChangeOfPerson() && event.person().equals(person))
                .findFirst().orElseThrow();
    }

    /** Has the event say something else, signed by the service that it names as its source. */
    Event change(Event event, Consumer<ObjectNode> data) {
        data.accept(event.data());
        return signed(event);
    }

    Event signed(Event event) {
        StackKeys.sign(event.payload, key(event.payload.path("source").asText()));
        return event;
    }

    KeyPair key(String source) {
        return keys.of(source);
    }

    /** One more event like this one, with an id of its own, but for what {@code data} makes of it; it stands nowhere yet. */
    Event like(Event event, Consumer<ObjectNode> data) {
        Event like = event.copy();
        like.payload.put("id", UUID.randomUUID().toString());
        return change(like, data);
    }

    /** The same event once more, behind another one. */
    Event repeat(Event event) {
        return append(event.copy());
    }

    Event append(Event event) {
        events.add(event);
        return event;
    }

    Event insertBehind(Event place, Event event) {
        events.add(events.indexOf(place) + 1, event);
        return event;
    }

    /** Has an event of the log stand before another one. */
    Event move(Event event, Event before) {
        events.remove(event);
        events.add(events.indexOf(before), event);
        return event;
    }

    void remove(Predicate<Event> which) {
        events.removeIf(which);
    }

    /** A read like this one that begins, and is decided, right after a change of a person that it has seen. */
    Event readAfter(Event change, Event read, Consumer<ObjectNode> data) {
        return like(read, said -> {
            said.put("dataSubjectId", change.person()).put("consentRevision", change.revision());
            at(said, change.time().plusMillis(10));
            data.accept(said);
        });
    }

    /** Has a read begin, and be decided on a view, at this time. */
    static void at(ObjectNode read, Instant time) {
        for (String name : List.of("startedAt", "decidedAt", "viewFreshAsOf")) {
            read.put(name, time.toString());
        }
    }

    /** Appends that all of a class and month was kept for long enough. */
    Event sayMonthErased(String retentionClass, String month, Duration later) {
        return sayErased("RETENTION", Map.of("class", retentionClass, "month", month, "ranges", List.of()), later);
    }

    /** Appends that this event was about a person who was erased. */
    Event sayErasedWithPerson(Event event) {
        long index = indexOf(event);
        return sayErased("PERSON_ERASED", Map.of("ranges", List.of(Map.of("first", index, "last", index))),
                Duration.ZERO);
    }

    private Event sayErased(String reason, Map<String, Object> what, Duration later) {
        Map<String, Object> data = new HashMap<>(what);
        data.put("reason", reason);
        data.put("legalBasis", "Art. 5(1)(e) DSGVO");
        data.put("requester", Map.of("clientId", "audit-service"));
        Instant time = events.getLast().time().plus(later);
        ObjectNode payload = Api.JSON
                .valueToTree(Map.of("data", data, "id", UUID.randomUUID(), "key", "log", "source", "/audit-service",
                        "time", time.toString(), "topic", "access-events", "type", "de.handschlag.log.erased.v1"));
        return append(signed(new Event(payload, events.getLast().salt, "erasure", time.toString().substring(0, 7))));
    }
}
