package de.handschlag.verifier.lawfulness;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import de.handschlag.verifier.lawfulness.History.Erasure;
import de.handschlag.verifier.payload.LoggedEvent.Basis;
import de.handschlag.verifier.payload.LoggedEvent.Continued;

/** How much of a log was judged, and how much could not be: without that, a log in which all is erased would look lawful. */
public final class Judged {

    /** On what a disclosure rests. */
    public enum By {
        GRANT,
        NORM,
        EMERGENCY,
        NOTHING
    }

    private final Map<By, Long> disclosures = new EnumMap<>(By.class);
    private final Map<Erasure, Long> erased = new EnumMap<>(Erasure.class);
    private final List<String> continued = new ArrayList<>();
    private long unprovable;
    private long unprovableGrants;
    private long erasedAccesses;

    void disclosure(Basis basis) {
        disclosures.merge(by(basis), 1L, Long::sum);
    }

    void unprovable(Basis basis) {
        unprovable++;
        if (basis instanceof Basis.Grants) {
            unprovableGrants++;
        }
    }

    void erased(String retentionClass, Erasure how) {
        erased.merge(how, 1L, Long::sum);
        if (retentionClass.equals("access")) {
            erasedAccesses++;
        }
    }

    void continues(Continued former) {
        continued.add("This log continues %s, of which %d of %d entries were left: entries of that one may be missing."
                .formatted(former.former(), former.kept(), former.size()));
    }

    /** Which logs this one continues, in sentences. */
    public List<String> continued() {
        return List.copyOf(continued);
    }

    private static By by(Basis basis) {
        return switch (basis) {
            case Basis.Grants grants -> By.GRANT;
            case Basis.Statute statute -> By.NORM;
            case Basis.Emergency emergency -> By.EMERGENCY;
            case Basis.Several several -> By.NOTHING;
            case Basis.None none -> By.NOTHING;
        };
    }

    /** Disclosures whose payload is there. */
    public long disclosures() {
        return disclosures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those that rest on this. */
    public long disclosures(By basis) {
        return disclosures.getOrDefault(basis, 0L);
    }

    /** Payloads that were erased for this reason, and accounted for. */
    public long erased(Erasure how) {
        return erased.getOrDefault(how, 0L);
    }

    /** Of the disclosures those of which nobody can say whether they were lawful, as what they rest on was erased. */
    public long unprovable() {
        return unprovable;
    }

    /** Of these the ones on grants. */
    public long unprovableGrants() {
        return unprovableGrants;
    }

    /** Payloads of disclosures, denials and the like that were erased. */
    public long erasedAccesses() {
        return erasedAccesses;
    }

    /** Whether all that there is to be judged could be. */
    public boolean isWhole() {
        return unprovable == 0 && erasedAccesses == 0;
    }

    /** Whether there was something to be judged and none of it could be. */
    public boolean isNothing() {
        return !isWhole() && disclosures() == unprovable;
    }
}
