package de.handschlag.audit.chain.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import de.handschlag.audit.chain.ingest.WriteStep.Moment;
import de.handschlag.audit.chain.log.CheckpointSigner;
import de.handschlag.audit.chain.log.LogSettings;
import de.handschlag.audit.chain.log.ObservedSigner;
import de.handschlag.corridor.DeadLetter;
import de.handschlag.corridor.DeadLetters;
import de.handschlag.corridor.RefusedEvents;
import de.handschlag.corridor.TopicCuts;
import de.handschlag.deploy.local.EventKeyFiles;
import de.handschlag.event.Senders;
import de.handschlag.event.TrustedKeys;
import de.handschlag.settings.DatabaseLogin;
import de.handschlag.teststack.TestStack;

/** The real sequencer with all its parts, without the rest of the service; as many as a test wants. */
final class RunningSequencer implements AutoCloseable {

    static final String ORIGIN = "handschlag.test/faults";

    /** Where a log lives. */
    record Place(String jdbcUrl, String password, String bootstrapServers, Path keyFile, String origin,
            Optional<Path> formerKeyFile) {

        /** A log that continues no other one. */
        Place(String jdbcUrl, String password, String bootstrapServers, Path keyFile) {
            this(jdbcUrl, password, bootstrapServers, keyFile, ORIGIN, Optional.empty());
        }

        /** This database under another name and key, as the continuation of the log of its present one. */
        Place continuedAs(String name, Path newKeyFile) {
            return new Place(jdbcUrl, password, bootstrapServers, newKeyFile, name, Optional.of(keyFile));
        }

        LogSettings log() {
            return new LogSettings() {
                @Override
                public String origin() {
                    return origin;
                }

                @Override
                public Path keyFile() {
                    return keyFile;
                }

                @Override
                public Optional<Path> formerKeyFile() {
                    return formerKeyFile;
                }

                @Override
                public long rehashAtStart() {
                    return 1_000;
                }

                @Override
                public Duration publicBeat() {
                    return Duration.ofSeconds(60);
                }

                @Override
                public String publicLookEvery() {
                    return "1s";
                }

                @Override
                public Optional<List<String>> publicTokens() {
                    return Optional.empty();
                }
            };
        }
    }

    private record Settings() implements IngestSettings {
        @Override
        public Duration causalWait() {
            return Duration.ofSeconds(20);
        }

        @Override
        public int batchSize() {
            return 4_000;
        }

        @Override
        public Duration checkpointInterval() {
            return Duration.ofMillis(200);
        }

        @Override
        public Duration lockTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofMillis(100);
        }
    }

    private final SequencerStatus status = new SequencerStatus();
    private final Producer<String, byte[]> producer;
    private final Sequencer sequencer;

    RunningSequencer(Place place, WriteStep.Observer observer) {
        Settings settings = new Settings();
        KafkaClients kafka = new KafkaClients(Map.of("bootstrap.servers", place.bootstrapServers()), settings);
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", place.bootstrapServers(), "acks", "all"),
                new StringSerializer(), new ByteArraySerializer());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        IngestMetrics metrics = new IngestMetrics(meters, status, Clock.systemUTC());
        DeadLetters deadLetters = new DeadLetters(new ProducerEmitter(producer), "audit", meters) {
            @Override
            public void send(List<DeadLetter> letters) {
                tell(Moment.BEFORE);
                super.send(letters);
                tell(Moment.AFTER);
            }

            private void tell(Moment moment) {
                try {
                    observer.at(WriteStep.KEEP_DEAD_LETTERS, moment);
                } catch (SQLException | IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        CheckpointSigner signer = ObservedSigner.of(place.log(), observer);
        SequencerSession session = new ObservedSession(
                new DatabaseLogin(place.jdbcUrl(), "audit_app", place.password()), settings, observer);
        RefusedEvents refused = new RefusedEvents(meters);
        TrustedKeys trusted = TrustedKeys
                .read(EventKeyFiles.in(place.keyFile().resolveSibling("event-keys")).trusted());
        SequencerTerm.Parts parts = new SequencerTerm.Parts(kafka, new EventReader(trusted, refused), deadLetters,
                refused, new TopicCuts(meters), signer,
                TestStack.signer(place.keyFile().resolveSibling("event-keys"), Senders.AUDIT), metrics,
                new IngestSpans(OpenTelemetry.noop().getTracer("test"), true), settings, Clock.systemUTC());
        sequencer = new Sequencer(session, parts, status, settings);
        sequencer.start(new StartupEvent());
    }

    SequencerStatus.Now status() {
        return status.now();
    }

    @Override
    public void close() {
        try {
            sequencer.stop(new ShutdownEvent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(2));
    }
}
