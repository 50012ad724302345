package de.handschlag.verifier.completeness;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.completeness.CompletenessProof.Leaf;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.CanonicalBase64;
import de.handschlag.verifier.payload.JsonObject;
import de.handschlag.verifier.payload.LoggedEvent;
import de.handschlag.verifier.payload.MalformedException;
import de.handschlag.verifier.tree.InclusionProof;
import de.handschlag.verifier.tree.Sha256;

/**
 * Point 8: one proof of completeness held against the log. The tree shows that the log stated this list and no other when it
 * signed the entry; the payloads show that the list is right.
 */
public final class CompletenessCheck {

    private final CompletenessProof proof;
    private final Faults faults;
    private int next;
    private boolean entrySeen;
    private final List<DeferredEntry> deferred = new ArrayList<>();
    private final Set<UUID> lifted = new HashSet<>();
    private long erased;

    /** An entry about the person that a deferral puts off beyond the proof's time, unless that is lifted. */
    private record DeferredEntry(long index, UUID deferral, boolean listed) {}

    public CompletenessCheck(CompletenessProof proof, Faults faults) {
        this.proof = proof;
        this.faults = faults;
    }

    public CompletenessProof proof() {
        return proof;
    }

    /** Whatever needs nothing but the proof and the log's name. */
    public void begin(String origin) {
        if (!proof.origin().equals(origin)) {
            wrong(FaultKind.COMPLETENESS_ENTRY, null, "the proof is about another log, " + proof.origin());
        }
        if (proof.entry() < proof.size()) {
            wrong(FaultKind.COMPLETENESS_ENTRY, proof.entry(), "an entry cannot speak for entries behind it");
        }
        if (proof.count() != proof.indices().size()) {
            wrong(FaultKind.COMPLETENESS_COUNT, null,
                    proof.count() + " entries are counted, and " + proof.indices().size() + " are listed");
        }
        Leaf leaf = proof.leaf();
        if (leaf != null) {
            checkLeaf(leaf);
        } else {
            checkAbsence();
        }
    }

    private void checkLeaf(Leaf leaf) {
        if (!Arrays.equals(leaf.personHash(), proof.personHash())) {
            wrong(FaultKind.COMPLETENESS_LEAF, null, "the leaf is another person's");
        }
        byte[] blind = proof.blind();
        if (blind == null || !Arrays.equals(leaf.commitment(), commitment(blind))) {
            wrong(FaultKind.COMPLETENESS_LEAF, null, "count and indices do not open what the leaf commits to");
        }
        requireLeadsToRoot(leaf);
    }

    private byte[] commitment(byte[] blind) {
        MessageDigest list = Sha256.newDigest();
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        proof.indices().forEach(index -> list.update(bytes.putLong(0, index).array()));
        MessageDigest sha256 = Sha256.newDigest();
        sha256.update(blind);
        sha256.update(bytes.putLong(0, proof.count()).array());
        return sha256.digest(list.digest());
    }

    private void checkAbsence() {
        if (!proof.indices().isEmpty()) {
            wrong(FaultKind.COMPLETENESS_LEAF, null, "entries are listed, and there is no leaf for them");
        }
        List<Leaf> neighbours = proof.neighbours();
        neighbours.forEach(this::requireLeadsToRoot);
        boolean enclosed = switch (neighbours.size()) {
            case 0 -> proof.leaves() == 0 && Arrays.equals(proof.root(), new Sha256().empty());
            case 1 -> isFirstBehind(neighbours.getFirst()) || isLastBefore(neighbours.getFirst());
            case 2 -> neighbours.getFirst().position() + 1 == neighbours.getLast().position()
                    && isBefore(neighbours.getFirst().personHash(), proof.personHash())
                    && isBefore(proof.personHash(), neighbours.getLast().personHash());
            default -> false;
        };
        if (!enclosed) {
            wrong(FaultKind.COMPLETENESS_NEIGHBOUR, null,
                    "the leaves do not stand side by side with the person's place between them");
        }
    }

    private boolean isFirstBehind(Leaf leaf) {
        return leaf.position() == 0 && isBefore(proof.personHash(), leaf.personHash());
    }

    private boolean isLastBefore(Leaf leaf) {
        return leaf.position() == proof.leaves() - 1 && isBefore(leaf.personHash(), proof.personHash());
    }

    private static boolean isBefore(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other) < 0;
    }

    private void requireLeadsToRoot(Leaf leaf) {
        byte[] bytes = Arrays.copyOf(leaf.personHash(), 2 * Sha256.LENGTH);
        System.arraycopy(leaf.commitment(), 0, bytes, Sha256.LENGTH, Sha256.LENGTH);
        byte[] hash = new byte[Sha256.LENGTH];
        new Sha256().leaf(bytes, bytes.length, hash, 0);
        if (InclusionProof.root(leaf.position(), proof.leaves(), hash, leaf.path())
                .filter(root -> Arrays.equals(root, proof.root())).isEmpty()) {
            wrong(FaultKind.COMPLETENESS_ROOT, null, "leaf " + leaf.position() + " does not lead to the root");
        }
    }

    /** Takes a payload; to be called in the log's order. */
    public void payload(long index, JsonObject payload) throws MalformedException {
        if (index == proof.entry()) {
            entrySeen = true;
            checkEntry(payload);
        }
        boolean listed = isListed(index);
        if (index >= proof.size()) {
            return;
        }
        noteLifted(payload);
        String person = payload.object("data").optionalText("dataSubjectId");
        boolean names = person != null && person.equalsIgnoreCase(proof.person().toString());
        if (listed && !names) {
            wrong(FaultKind.COMPLETENESS_PERSON, index, "it is listed, and does not name the person");
        } else if (names && !proof.all() && isWithheld(payload)) {
            UUID deferral = deferral(payload);
            if (deferral != null) {
                // Whether it is lifted, a later entry may say.
                deferred.add(new DeferredEntry(index, deferral, listed));
            } else if (listed) {
                wrong(FaultKind.COMPLETENESS_PERSON, index, "it is listed, and the person is not to be shown it");
            }
        } else if (names && !listed) {
            wrong(FaultKind.COMPLETENESS_LEFT_OUT, index, "it names the person, and is not listed");
        }
    }

    /** Among the entries that the proof covers; a lifted deferral puts nothing off any more (R22). */
    private void noteLifted(JsonObject payload) throws MalformedException {
        if (payload.text("type").equals(LoggedEvent.NOTICE_DEFERRAL_CHANGED)
                && payload.object("data").text("state").equals(LoggedEvent.DeferralChanged.LIFTED)) {
            lifted.add(payload.object("data").uuid("noticeDeferralId"));
        }
    }

    private static @Nullable UUID deferral(JsonObject payload) throws MalformedException {
        JsonObject data = payload.object("data");
        return data.has("noticeDeferralId") ? data.uuid("noticeDeferralId") : null;
    }

    private void checkDeferred(DeferredEntry entry) {
        boolean shown = lifted.contains(entry.deferral());
        if (entry.listed() && !shown) {
            wrong(FaultKind.COMPLETENESS_PERSON, entry.index(), "it is listed, and the person is not to be shown it");
        } else if (!entry.listed() && shown) {
            wrong(FaultKind.COMPLETENESS_LEFT_OUT, entry.index(),
                    "its deferral is lifted, and it is not listed though it names the person");
        }
    }

    /** Takes an entry whose payload was erased or is missing. */
    public void withoutPayload(long index) {
        if (isListed(index)) {
            erased++;
        }
    }

    private boolean isListed(long index) {
        while (next < proof.indices().size() && proof.indices().get(next) < index) {
            next++;
        }
        return next < proof.indices().size() && proof.indices().get(next) == index;
    }

    private void checkEntry(JsonObject payload) throws MalformedException {
        if (!payload.text("type").equals(LoggedEvent.COMPLETENESS_STATED)) {
            wrong(FaultKind.COMPLETENESS_ENTRY, proof.entry(), "it states no completeness");
            return;
        }
        JsonObject data = payload.object("data");
        if (data.number("size") != proof.size() || !data.text("keyId").equals(proof.keyId())
                || !data.time("statedAt").equals(proof.statedAt())) {
            wrong(FaultKind.COMPLETENESS_ENTRY, proof.entry(), "it states another size, key or time than the proof");
        }
        try {
            if (!Arrays.equals(CanonicalBase64.decode(data.text("root")), proof.root())
                    || data.number("leaves") != proof.leaves()) {
                wrong(FaultKind.COMPLETENESS_ROOT, proof.entry(), "it states another tree than the proof");
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedException("root is no base64");
        }
    }

    /** Legal holds are not told; what a norm hides is not shown, what is deferred not yet. */
    private boolean isWithheld(JsonObject payload) throws MalformedException {
        JsonObject data = payload.object("data");
        return payload.text("type").startsWith("de.handschlag.legal-hold.") || data.isTrue("hiddenFromPerson")
                || (data.has("noticeDeferredUntil") && data.time("noticeDeferredUntil").isAfter(proof.statedAt()));
    }

    /** After the last entry. */
    public void finish() {
        deferred.forEach(this::checkDeferred);
        if (!entrySeen) {
            wrong(FaultKind.COMPLETENESS_ENTRY, proof.entry(), "the log does not have it, or its payload was erased");
        }
    }

    /** What was looked at, in a sentence. */
    public String summary() {
        return "Completeness for " + proof.person() + (proof.all() ? "" : ", of what may be shown") + ": "
                + proof.count() + " entries before " + proof.size() + ", " + erased + " of them erased since.";
    }

    private void wrong(FaultKind kind, @Nullable Long index, String sentence) {
        faults.add(kind, index, "completeness for " + proof.person() + ": " + sentence);
    }
}
