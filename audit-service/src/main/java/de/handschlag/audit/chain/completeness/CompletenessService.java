package de.handschlag.audit.chain.completeness;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.access.OwnPerson;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.query.QueryRecorder;
import de.handschlag.audit.chain.completeness.CompletenessProof.Leaf;
import de.handschlag.audit.chain.log.LogSettings;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** Proves to a person, or to the data-protection officer for a person, which entries there are. */
@ApplicationScoped
public class CompletenessService {

    private static final ProblemType TOO_MANY_ENTRIES = new ProblemType("too-many-entries", 409,
            "There are too many entries for one proof", "Für einen Nachweis sind es zu viele Einträge",
            "Ask the data-protection officer for the whole log's export, which shows the same.");
    /** Some 2 MB of positions. */
    private static final int MOST_ENTRIES = 200_000;
    private static final String UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private final CompletenessRepository repository;
    private final PersonKey key;
    private final LogSettings log;
    private final OwnPerson ownPerson;
    private final QueryRecorder recorder;

    CompletenessService(CompletenessRepository repository, PersonKey key, LogSettings log, OwnPerson ownPerson,
            QueryRecorder recorder) {
        this.repository = repository;
        this.key = key;
        this.log = log;
        this.ownPerson = ownPerson;
        this.recorder = recorder;
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

    CompletenessProof own() {
        return prove(ownPerson.current(), Scope.SHOWN);
    }

    CompletenessProof of(@Nullable String dataSubjectId, @Nullable String scopeText, @Nullable String queryPurpose,
            Requester requester) {
        QueryPurpose purpose = QueryPurpose.stated(queryPurpose);
        Scope scope = Scope.stated(scopeText);
        if (dataSubjectId == null || !dataSubjectId.matches(UUID_FORM)) {
            throw InvalidRequest.query("dataSubjectId", "a UUID is expected");
        }
        UUID person = UUID.fromString(dataSubjectId);
        CompletenessProof proof = prove(person, scope);
        recorder.record(List.of(person), requester, purpose,
                new TreeMap<>(Map.of("completeness", scope.key(), "dataSubjectId", person.toString())), proof.count());
        return proof;
    }

    private CompletenessProof prove(UUID person, Scope scope) {
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
