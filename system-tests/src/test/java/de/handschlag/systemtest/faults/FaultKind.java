package de.handschlag.systemtest.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

import de.handschlag.deploy.local.ChildProcess;
import de.handschlag.deploy.local.KafkaBroker;
import de.handschlag.event.Topics;
import de.handschlag.systemtest.faults.TcpProxy.Mode;

/** The faults that can be injected, each at something that the seed chooses. */
enum FaultKind {

    /** SIGKILL to a replica, and a new start. */
    KILL_REPLICA(Lane.PARTS, 7) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            return killed(oneOf(stack.allReplicas(), random), between(random, 200, 4_000));
        }
    },

    /** SIGKILL to a replica of the registry. */
    KILL_REGISTRY(Lane.PARTS, 3) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            return killed(oneOf(stack.replicas("registry"), random), between(random, 200, 3_000));
        }
    },

    /** SIGSTOP and SIGCONT: it keeps its connections, answers nobody, and wakes up in another world. */
    PAUSE_REPLICA(Lane.PARTS, 5) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            return paused(oneOf(stack.allReplicas(), random).process(), between(random, 300, 7_000));
        }
    },

    /** Both replicas that could publish stop. */
    PAUSE_CONSENT(Lane.PARTS, 2) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            List<Replica> replicas = stack.replicas("consent");
            return new Fault("pause-service", "consent", between(random, 2_000, 6_000),
                    () -> replicas.forEach(replica -> replica.process().pause()),
                    () -> replicas.forEach(replica -> replica.process().resume()));
        }
    },

    /** One broker of three is lost and comes back. */
    KILL_BROKER(Lane.PARTS, 3) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            KafkaBroker broker = oneOf(stack.brokers(), random);
            return new Fault("kill-broker", nameOf(broker), between(random, 1_000, 6_000), broker.process()::kill,
                    broker::start);
        }
    },

    PAUSE_BROKER(Lane.PARTS, 3) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            return paused(oneOf(stack.brokers(), random).process(), between(random, 500, 9_000));
        }
    },

    KILL_DATABASE(Lane.PARTS, 1) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            Database database = new Database(stack);
            return new Fault("kill-database", "postgresql", between(random, 200, 2_000), database::kill,
                    database::startAgain);
        }
    },

    /** All sessions of the database stand still most of the time, as on a disk that stalls. */
    SLOW_DATABASE(Lane.PARTS, 2) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            Database.Stutter stutter = new Database(stack).stutter(between(random, 50, 400), Duration.ofMillis(60));
            return new Fault("slow-disk", "postgresql", between(random, 2_000, 6_000), stutter::begin, stutter::end);
        }
    },

    /** Files of the database cannot grow: what a full disk does to tables. */
    FULL_DATABASE(Lane.PARTS, 2) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            Database database = new Database(stack);
            return new Fault("full-disk", "postgresql tables", between(random, 1_000, 5_000), database::fillDisk,
                    database::freeDisk);
        }
    },

    /** A service loses its brokers, and whoever listens loses it. */
    CUT_BROKERS(Lane.PARTS, 4) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            String service = oneOf(FaultStack.SERVICES, random);
            return network("cut", service + " from all brokers", stack.brokerProxies(service), Mode.CUT, Duration.ZERO,
                    between(random, 500, 7_000));
        }
    },

    CUT_CONSENT_FROM_BROKERS(Lane.PARTS, 2) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            return network("cut", "consent from all brokers", stack.brokerProxies("consent"), Mode.CUT, Duration.ZERO,
                    between(random, 4_000, 7_000));
        }
    },

    /** A relay that runs ahead of time vouches for the future, and then says no more. */
    STEP_CLOCK_AND_CUT(Lane.PARTS, 2) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            List<Replica> replicas = stack.replicas("consent");
            Duration offset = between(random, 2_000, 4_000);
            return new Fault("clock-step-and-cut", "consent by " + offset.toMillis() + " ms",
                    between(random, 6_000, 7_000), () -> {
                        replicas.forEach(replica -> replica.stepClock(offset));
                        // Some heartbeats of the wrong time are to come through.
                        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                        stack.brokerProxies("consent").forEach(proxy -> proxy.set(Mode.CUT, Duration.ZERO));
                    }, () -> {
                        stack.brokerProxies("consent").forEach(TcpProxy::heal);
                        replicas.forEach(replica -> replica.stepClock(Duration.ZERO));
                    });
        }
    },

    CUT_REGISTRY_FROM_BROKERS(Lane.PARTS, 2) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            return network("cut", "registry from all brokers", stack.brokerProxies("registry"), Mode.CUT, Duration.ZERO,
                    between(random, 4_000, 7_000));
        }
    },

    CUT_ONE_BROKER(Lane.PARTS, 3) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            String service = oneOf(FaultStack.SERVICES, random);
            int broker = random.nextInt(FaultStack.BROKERS);
            return network("cut", service + " from broker " + (broker + 1),
                    List.of(stack.brokerProxies(service).get(broker)), Mode.CUT, Duration.ZERO,
                    between(random, 500, 8_000));
        }
    },

    /** For longer than an access that saw an unseen decision waits at least: it must wait on. */
    CUT_LOG_FROM_ONE_BROKER(Lane.PARTS, 1) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            int broker = random.nextInt(FaultStack.BROKERS);
            return network("cut", "audit from broker " + (broker + 1),
                    List.of(stack.brokerProxies("audit").get(broker)), Mode.CUT, Duration.ZERO,
                    between(random, 13_000, 16_000));
        }
    },

    DELAY_BROKERS(Lane.PARTS, 3) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            String service = oneOf(FaultStack.SERVICES, random);
            Duration delay = between(random, 20, 600);
            return network("delay", service + " to brokers by " + delay.toMillis() + " ms",
                    stack.brokerProxies(service), Mode.DELAY, delay, between(random, 2_000, 6_000));
        }
    },

    SWALLOW_BROKERS(Lane.PARTS, 3) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            String service = oneOf(FaultStack.SERVICES, random);
            boolean requests = random.nextBoolean();
            return network("one-way", service + (requests ? " to brokers" : " from brokers"),
                    stack.brokerProxies(service), requests ? Mode.SWALLOW_REQUESTS : Mode.SWALLOW_ANSWERS,
                    Duration.ZERO, between(random, 500, 6_000));
        }
    },

    DATABASE_NETWORK(Lane.PARTS, 5) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            Replica replica = oneOf(stack.allReplicas(), random);
            Mode mode = oneOf(List.of(Mode.CUT, Mode.DELAY, Mode.SWALLOW_REQUESTS, Mode.SWALLOW_ANSWERS), random);
            return network("database-" + mode.name().toLowerCase(Locale.ROOT).replace('_', '-'), replica.name(),
                    List.of(replica.database()), mode, between(random, 20, 300), between(random, 500, 6_000));
        }
    },

    /** The registry reads consent-events from offset 0. */
    REPLAY_REGISTRY(Lane.DATA, 2) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            return new Fault("replay-from-0", "registry", Duration.ZERO, new Database(stack)::replayRegistry,
                    Fault.NOTHING);
        }
    },

    /** The audit log reads consent-events from offset 0. */
    REPLAY_AUDIT(Lane.DATA, 1) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            return new Fault("replay-from-0", "audit", Duration.ZERO, new Database(stack)::replayAudit, Fault.NOTHING);
        }
    },

    /** Old records come a second time. */
    DUPLICATES(Lane.DATA, 6) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            return new Fault("duplicates", "topics", Duration.ZERO, () -> new Messages(stack, random).duplicate(100),
                    Fault.NOTHING);
        }
    },

    /** Every consent that was ever given comes a second time, after its withdrawal; only by name, not by chance. */
    OLD_GRANTS_AGAIN(Lane.DATA, 0) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            return new Fault("old-grants-again", "consent-events", Duration.ZERO,
                    () -> new Messages(stack, random).duplicateAll(Topics.CONSENT_EVENTS, "consent.given"),
                    Fault.NOTHING);
        }
    },

    /** Records that nobody understands, some under a person's key: it is blocked until it has itself erased. */
    POISON(Lane.DATA, 3) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            return new Fault("poison", "consent-events", Duration.ZERO,
                    () -> new Messages(stack, random).poison(stack.poisoned()::add), Fault.NOTHING);
        }
    },

    /** The clock of one replica goes wrong and comes right again. */
    CLOCK_STEP(Lane.DATA, 6) {
        @Override
        Fault at(FaultStack stack, RandomGenerator random) {
            Replica replica = oneOf(stack.allReplicas(), random);
            Duration offset = between(random, -6_000, 6_000);
            return new Fault("clock-step", replica.name() + " by " + offset.toMillis() + " ms",
                    between(random, 1_000, 6_000), () -> replica.stepClock(offset),
                    () -> replica.stepClock(Duration.ZERO));
        }
    };

    /** Faults of one lane come one after the other, those of two lanes at the same time. */
    enum Lane {
        /** Processes, networks, disks. */
        PARTS,
        /** Records and clocks. */
        DATA
    }

    /** After so long the next fault may come, even if the replica is still starting. */
    private static final Duration MOSTLY_READY = Duration.ofSeconds(12);

    private final Lane lane;
    private final int weight;

    FaultKind(Lane lane, int weight) {
        this.lane = lane;
        this.weight = weight;
    }

    abstract Fault at(FaultStack stack, RandomGenerator random);

    /** One of the lane's, by their weights. */
    static FaultKind any(Lane lane, RandomGenerator random) {
        List<FaultKind> kinds = List.of(values()).stream().filter(kind -> kind.lane == lane).toList();
        int left = random.nextInt(kinds.stream().mapToInt(kind -> kind.weight).sum());
        for (FaultKind kind : kinds) {
            left -= kind.weight;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException();
    }

    private static Fault killed(Replica replica, Duration length) {
        return new Fault("kill-replica", replica.name(), length, () -> replica.process().kill(), () -> {
            replica.launch();
            replica.awaitReady(MOSTLY_READY);
        });
    }

    private static Fault paused(ChildProcess process, Duration length) {
        return new Fault("pause", process.spec().name(), length, process::pause, process::resume);
    }

    private static Fault network(String name, String target, List<TcpProxy> proxies, Mode mode, Duration delay,
            Duration length) {
        return new Fault(name, target, length, () -> proxies.forEach(proxy -> proxy.set(mode, delay)),
                () -> proxies.forEach(TcpProxy::heal));
    }

    private static String nameOf(KafkaBroker broker) {
        return broker.process().spec().name();
    }

    private static <T> T oneOf(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }

    private static Duration between(RandomGenerator random, int fromMillis, int toMillis) {
        return Duration.ofMillis(random.nextInt(fromMillis, toMillis));
    }
}
