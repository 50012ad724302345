package de.handschlag.audit.chain.completeness;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.audit.chain.completeness.CompletenessProof.Leaf;
import de.handschlag.audit.chain.log.LogSettings;
import de.handschlag.problem.ProblemType;

/** Proves which entries there are about a person. */
@ApplicationScoped
public class CompletenessProofs {

    private static final ProblemType TOO_MANY_ENTRIES = new ProblemType("too-many-entries-for-a-proof", 409,
            "There are too many entries for one proof", "Für einen Nachweis sind es zu viele Einträge",
            "Ask the data-protection officer for the whole log's export, which shows the same.");
    /** Some 2 MB of positions. */
    private static final int MOST_ENTRIES = 200_000;

    private final CompletenessRepository repository;
    private final PersonKey key;
    private final LogSettings log;

    CompletenessProofs(CompletenessRepository repository, PersonKey key, LogSettings log) {
        this.repository = repository;
        this.key = key;
        this.log = log;
    }

    /**
     * The newest statement that a signed checkpoint covers.
     *
     * @param entry    its position in the log
     * @param size     the entries before this position are covered
     * @param persons  how many persons they are about
     * @param statedAt when it was made
     */
    public record Statement(long entry, long size, long persons, Instant statedAt) {}

    /** Empty before the first. */
    public Optional<Statement> newest() {
        return repository.newest().flatMap(tree -> Optional.ofNullable(tree.entry())
                .map(entry -> new Statement(entry, tree.coveredSize(), tree.persons(), tree.statedAt())));
    }

    /**
     * Which entries there are about a person, with the proof that there are no others.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if there are too many for one proof, 503 if nothing was stated yet or some
     *                                                     of it was erased since
     */
    public CompletenessProof prove(UUID person, Scope scope) {
        StatedTree tree = repository.newest()
                .orElseThrow(() -> ProblemType.UNAVAILABLE.retryAfter(300, "The log has not stated completeness yet."));
        Long entry = tree.entry();
        if (entry == null || !tree.keyId().equals(key.id())) {
            throw ProblemType.UNAVAILABLE.retryAfter(300,
                    "Completeness was stated with another key than this replica has.");
        }
        byte[] hash = key.hash(scope, person);
        Optional<Leaf> leaf = repository.leaf(tree, hash);
        List<Long> indices = leaf.isEmpty() ? List.of() : repository.positions(tree, scope, person, MOST_ENTRIES + 1);
        if (indices.size() > MOST_ENTRIES) {
            throw TOO_MANY_ENTRIES.because("More than " + MOST_ENTRIES + " entries are about this person.");
        }
        leaf.ifPresent(found -> requireUnchanged(found, key.commitment(scope, person, tree.coveredSize(),
                indices.size(), CompletenessRepository.listHash(indices))));
        return new CompletenessProof(CompletenessProof.FORMAT, log.origin(), person, scope.key(), entry,
                tree.coveredSize(), tree.statedAt(), tree.leaves(), base64(tree.root()), tree.keyId(), base64(hash),
                indices.size(), indices, leaf.isEmpty() ? null : base64(key.blind(scope, person, tree.coveredSize())),
                leaf.orElse(null), leaf.isEmpty() ? repository.neighbours(tree, hash) : List.of());
    }

    private static void requireUnchanged(Leaf leaf, byte[] commitment) {
        if (!Arrays.equals(Base64.getDecoder().decode(leaf.commitment()), commitment)) {
            throw ProblemType.UNAVAILABLE.retryAfter(3600,
                    "Some of these entries were erased since completeness was stated; it is stated anew soon.");
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
