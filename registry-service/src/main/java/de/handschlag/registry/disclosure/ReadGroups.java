package de.handschlag.registry.disclosure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.problem.ProblemType;
import de.handschlag.registry.disclosure.SharingViewReader.Found;

/**
 * Reads of one agency that wait at the same time share a statement: what it costs the database is mostly preparation,
 * and that is paid once (ADR 38). A read that finds nobody before it does not wait. Whoever waited longest reads for all
 * that wait; their statement begins after each of them has asked (R15), and each opens its own values.
 */
@ApplicationScoped
class ReadGroups {

    /** Of one statement. */
    private static final int READS_AT_MOST = 100;

    private final SharingViewReader reader;
    private final ConcurrentMap<String, WaitingRoom> rooms = new ConcurrentHashMap<>();

    ReadGroups(SharingViewReader reader) {
        this.reader = reader;
    }

    /**
     * One view per case reference, in the order of the request, as of a moment after this call.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if the database does not answer in time
     */
    List<SharingView> read(ViewRequest request) {
        if (request.norm() != null || request.caseReferences().size() > 1) {
            return reader.open(reader.read(List.of(request)).getFirst());
        }
        WaitingRoom room = rooms.computeIfAbsent(request.agencyId(), _ -> new WaitingRoom());
        Turn own = new Turn(request);
        room.enter(own);
        List<Turn> group = own.called.join();
        if (!group.isEmpty()) {
            readFor(group, room);
        }
        if (own.found == null) {
            throw ProblemType.UNAVAILABLE.retryAfter(1, "The registry's database does not answer in time.");
        }
        return reader.open(own.found);
    }

    private void readFor(List<Turn> group, WaitingRoom room) {
        try {
            List<Found> found = reader.read(group.stream().map(turn -> turn.request).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).found = found.get(i);
            }
        } finally {
            room.leave();
            group.forEach(turn -> turn.called.complete(List.of()));
        }
    }

    /** One request that waits. */
    private static final class Turn {

        private final ViewRequest request;
        /** Completed with those for whom this one is to read, itself among them; empty if it has been read for this one. */
        private final CompletableFuture<List<Turn>> called = new CompletableFuture<>();
        /** Null until read, and after a statement that failed. */
        private @Nullable Found found;

        private Turn(ViewRequest request) {
            this.request = request;
        }
    }

    /** Of one agency, of which one statement at a time is running: two at once made smaller groups and were no faster. */
    private static final class WaitingRoom {

        private final Deque<Turn> waiting = new ArrayDeque<>();
        private boolean reading;

        private void enter(Turn turn) {
            synchronized (this) {
                if (reading) {
                    waiting.add(turn);
                    return;
                }
                reading = true;
            }
            turn.called.complete(List.of(turn));
        }

        /** The statement has ended: the next ones are called, if there are any. */
        private void leave() {
            List<Turn> next = new ArrayList<>();
            synchronized (this) {
                while (!waiting.isEmpty() && next.size() < READS_AT_MOST) {
                    next.add(waiting.remove());
                }
                reading = !next.isEmpty();
            }
            if (!next.isEmpty()) {
                next.getFirst().called.complete(next);
            }
        }
    }
}
