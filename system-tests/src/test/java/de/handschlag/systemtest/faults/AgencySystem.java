package de.handschlag.systemtest.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/**
 * An agency's system and the cases that it reads.
 *
 * @param index in the run's list of agencies
 * @param id    of this run alone, so that its entries in the log are this run's
 * @param token of its client
 */
record AgencySystem(int index, String id, String token, CopyOnWriteArrayList<String> current,
        CopyOnWriteArrayList<String> past) {

    static final List<String> PURPOSES = List.of("case-management", "housing-search");
    private static final int PASTS = 2_000;

    AgencySystem(int index, String id, String token) {
        this(index, id, token, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    }

    void begins(String reference) {
        current.add(reference);
    }

    /** The reference stands for nobody any more, and goes on being read: nothing may come back. */
    void ends(String reference) {
        current.remove(reference);
        past.add(reference);
        if (past.size() > PASTS) {
            past.removeFirst();
        }
    }

    /** A case to read: mostly one that should be there. */
    String someCase(RandomGenerator random) {
        List<String> from = !past.isEmpty() && random.nextInt(12) == 0 ? past : current;
        Object[] cases = from.toArray();
        return cases.length == 0 ? "unknown-" + random.nextInt(1000) : (String) cases[random.nextInt(cases.length)];
    }
}
