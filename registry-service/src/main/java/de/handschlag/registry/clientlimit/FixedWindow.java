package de.handschlag.registry.clientlimit;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.ClientLimitExceeded.Limit;

/**
 * What one client has asked for in the present hour. A request that is refused counts for nothing, so that whoever tries again
 * and again is let in as soon as the next hour has begun, like everybody else.
 */
final class FixedWindow {

    private final int requestsAllowed;
    private final int casesAllowed;
    private final int refusedTriesAllowed;
    private final Set<String> cases = new HashSet<>();
    private final Set<Limit> told = EnumSet.noneOf(Limit.class);
    private long hour;
    private long requests;
    private long refusedTries;
    private boolean refusedTriesTold;

    /** 0 is no limit. */
    FixedWindow(int requestsAllowed, int casesAllowed, int refusedTriesAllowed) {
        this.requestsAllowed = requestsAllowed;
        this.casesAllowed = casesAllowed;
        this.refusedTriesAllowed = refusedTriesAllowed;
    }

    /**
     * Counts a request, or finds it to be too much.
     *
     * @param now hours since 1970
     * @return the limit that the request would exceed; null if it is admitted
     */
    @Nullable
    synchronized Limit admit(long now, List<String> caseReferences) {
        begin(now);
        if (requestsAllowed > 0 && requests >= requestsAllowed) {
            return Limit.REQUESTS;
        }
        if (casesAllowed > 0 && !addAll(caseReferences)) {
            return Limit.CASES;
        }
        requests++;
        return null;
    }

    /** All of them or none. */
    private boolean addAll(List<String> caseReferences) {
        if (caseReferences.size() == 1) {
            String only = caseReferences.getFirst();
            return cases.contains(only) || cases.size() < casesAllowed && cases.add(only);
        }
        Set<String> fresh = new HashSet<>(caseReferences);
        fresh.removeAll(cases);
        return cases.size() + fresh.size() <= casesAllowed && (fresh.isEmpty() || cases.addAll(fresh));
    }

    /**
     * Counts tries that the client has no right to, all of them or none.
     *
     * @param now hours since 1970
     * @return whether each of them is to have its entry in the log; false if that would be too many
     */
    synchronized boolean admitRefused(long now, int tries) {
        begin(now);
        if (refusedTriesAllowed > 0 && refusedTries + tries > refusedTriesAllowed) {
            return false;
        }
        refusedTries += tries;
        return true;
    }

    /** As {@link #isToBeTold(long, Limit)}, of tries without a right. */
    synchronized boolean areRefusedTriesToBeTold(long now) {
        begin(now);
        boolean first = !refusedTriesTold;
        refusedTriesTold = true;
        return first;
    }

    /** The log did not take it: the next one tells. */
    synchronized void refusedTriesWereNotTold() {
        refusedTriesTold = false;
    }

    /** True to the first one who asks in this hour, who then has to tell the log. */
    synchronized boolean isToBeTold(long now, Limit limit) {
        begin(now);
        return told.add(limit);
    }

    /** The log did not take it: the next one tells. */
    synchronized void wasNotTold(Limit limit) {
        told.remove(limit);
    }

    private void begin(long now) {
        if (now != hour) {
            hour = now;
            requests = 0;
            refusedTries = 0;
            refusedTriesTold = false;
            cases.clear();
            told.clear();
        }
    }

    int refusedTriesAllowed() {
        return refusedTriesAllowed;
    }

    int allowed(Limit limit) {
        return switch (limit) {
            case REQUESTS -> requestsAllowed;
            case CASES -> casesAllowed;
        };
    }
}
