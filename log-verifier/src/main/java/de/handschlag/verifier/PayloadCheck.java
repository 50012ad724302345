package de.handschlag.verifier;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.completeness.CompletenessCheck;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.lawfulness.DisclosureRules;
import de.handschlag.verifier.lawfulness.ErasureRules;
import de.handschlag.verifier.lawfulness.History;
import de.handschlag.verifier.lawfulness.History.Erasure;
import de.handschlag.verifier.payload.EntryForm;
import de.handschlag.verifier.payload.EntryForm.Entry;
import de.handschlag.verifier.payload.EntryForms;
import de.handschlag.verifier.payload.JsonObject;
import de.handschlag.verifier.payload.LoggedEvent;
import de.handschlag.verifier.payload.MalformedException;
import de.handschlag.verifier.payload.PayloadFile;
import de.handschlag.verifier.payload.PayloadLine;
import de.handschlag.verifier.tree.Sha256;

/** Goes along the entries and the payloads together: points 5, 6 and 7. */
final class PayloadCheck implements EntryConsumer {

    private final PayloadFile payloads;
    private final History history;
    private final DisclosureRules rules;
    private final List<CompletenessCheck> proofs;
    private final Faults faults;
    private final EntryForm form = new EntryForm();
    private final EntryForms forms = new EntryForms();
    private final EventIds ids = new EventIds();
    private final MessageDigest sha256 = Sha256.newDigest();
    private @Nullable PayloadLine ahead;
    private boolean ended;
    private long erased;

    PayloadCheck(PayloadFile payloads, History history, DisclosureRules rules, List<CompletenessCheck> proofs,
            Faults faults) {
        this.payloads = payloads;
        this.history = history;
        this.rules = rules;
        this.proofs = proofs;
        this.faults = faults;
    }

    /** Payloads that were erased. */
    long erased() {
        return erased;
    }

    @Override
    public void entry(long index, byte[] bytes, int length) {
        Entry entry = null;
        try {
            entry = form.parse(bytes, length);
            forms.check(index, entry).ifPresent(what -> faults.add(FaultKind.ENTRY_FORM, index, what));
            if (!ids.add(entry.id())) {
                faults.add(FaultKind.EVENT_REPEATED, index, "event " + entry.id() + " is in the log already");
            }
        } catch (MalformedException e) {
            faults.add(FaultKind.ENTRY_FORM, index, requireNonNull(e.getMessage()));
        }
        withPayload(index, entry);
    }

    @Override
    public void missing(long index) {
        withPayload(index, null);
    }

    /** @param entry null if it is missing or not of its form, which is a fault that was named */
    private void withPayload(long index, @Nullable Entry entry) {
        PayloadLine line = lineOf(index);
        JsonObject payload = line == null ? null : line.payload();
        if (payload == null) {
            proofs.forEach(proof -> proof.withoutPayload(index));
        }
        if (line == null || entry == null) {
            return;
        }
        if (payload == null) {
            erased++;
            if (entry.retentionClass().equals(ErasureRules.ERASURE) || LoggedEvent.LOG_ERASED.equals(entry.type())) {
                faults.add(FaultKind.ERASED_WITHOUT_ENTRY, index,
                        "an entry that says what is missing was itself erased, which nothing may announce");
                return;
            }
            Erasure how = history.erasureOf(index, entry.retentionClass(), entry.month());
            if (how == Erasure.NONE) {
                faults.add(FaultKind.ERASED_WITHOUT_ENTRY, index, "the payload was erased, and no later entry says so");
            } else {
                rules.erased(index, entry, how);
            }
            return;
        }
        try {
            requireOpens(line, entry);
            if (!payload.text("id").equals(entry.id())
                    || (entry.type() != null && !payload.text("type").equals(entry.type()))) {
                faults.add(FaultKind.COMMITMENT, index, "the payload has another id or type than its entry");
            }
        } catch (MalformedException e) {
            faults.add(FaultKind.COMMITMENT, index, requireNonNull(e.getMessage()));
        }
        judge(index, entry, payload);
    }

    private void judge(long index, Entry entry, JsonObject payload) {
        try {
            Optional<LoggedEvent> event = LoggedEvent.of(payload);
            if (event.isPresent()) {
                JsonObject data = payload.object("data");
                rules.check(index, entry, payload.text("type"), event.get(),
                        data.has("dataSubjectId") ? data.uuid("dataSubjectId") : null, payload.time("time"));
                for (CompletenessCheck proof : proofs) {
                    proof.payload(index, payload);
                }
            } else {
                faults.add(FaultKind.UNKNOWN_TYPE, index,
                        "this verifier does not know events of type " + payload.text("type"));
            }
        } catch (MalformedException e) {
            faults.add(FaultKind.PAYLOAD_FORM, index, "the event is not what its type says: " + e.getMessage());
        }
    }

    private void requireOpens(PayloadLine line, Entry entry) throws MalformedException {
        byte[] canonical;
        try {
            canonical = new JsonCanonicalizer(line.bytes()).getEncodedUTF8();
        } catch (IOException | RuntimeException e) {
            throw new MalformedException("the payload has no canonical form");
        }
        sha256.update(line.salt());
        if (!MessageDigest.isEqual(sha256.digest(canonical), entry.commitment())) {
            throw new MalformedException("payload and salt do not open the entry's commitment");
        }
    }

    /** The line of this entry; null if there is none, which is a fault that is named here. */
    private @Nullable PayloadLine lineOf(long index) {
        while (!ended) {
            try {
                if (ahead == null) {
                    ahead = payloads.next();
                    ended = ahead == null;
                }
            } catch (MalformedException e) {
                // It stands where this entry's payload should.
                faults.add(FaultKind.PAYLOAD_FORM, index, "the line is none of payloads.ndjson: " + e.getMessage());
                return null;
            } catch (IOException e) {
                faults.add(FaultKind.UNREADABLE, index, "the payloads cannot be read any further: " + e.getMessage());
                ended = true;
            }
            if (ahead == null || ahead.index() > index) {
                break;
            }
            PayloadLine line = ahead;
            ahead = null;
            if (line.index() == index) {
                return line;
            }
            faults.add(FaultKind.PAYLOAD_FORM, line.index(), "a payload is out of order, or there twice");
        }
        faults.add(FaultKind.PAYLOAD_MISSING, index, "there is neither a payload nor a note of its erasure");
        return null;
    }

    /** Names a payload beyond the last entry, and leaves the rest unread. */
    void finish(long size) {
        try {
            PayloadLine beyond = ahead == null && !ended ? payloads.next() : ahead;
            if (beyond != null) {
                faults.add(FaultKind.PAYLOAD_FORM, beyond.index(),
                        "payloads go on after the last entry, " + (size - 1));
            }
        } catch (MalformedException | IOException e) {
            faults.add(FaultKind.PAYLOAD_FORM, null, "payloads.ndjson goes on after the last entry");
        }
    }
}
