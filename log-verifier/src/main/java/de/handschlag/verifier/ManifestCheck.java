package de.handschlag.verifier;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.payload.JsonObject;
import de.handschlag.verifier.payload.MalformedException;

/** Whether the manifest describes this export: form, size, filter, counts, digests. */
final class ManifestCheck {

    static final String FORMAT = "handschlag-log-export/1";

    private final Map<String, String> digests;
    private final Faults faults;

    /** @param digests by path, lower-case hexadecimal SHA-256, as read */
    ManifestCheck(Map<String, String> digests, Faults faults) {
        this.digests = digests;
        this.faults = faults;
    }

    /** @param bytes null if there is none, which was named */
    void run(byte @Nullable [] bytes, SignedCheckpoint checkpoint, long erased) {
        if (bytes == null) {
            return;
        }
        try {
            JsonObject manifest = JsonObject.parse(bytes, 0, bytes.length);
            if (!manifest.text("format").equals(FORMAT)) {
                wrong("the manifest is not of the form " + FORMAT);
                return;
            }
            if (!manifest.text("origin").equals(checkpoint.origin()) || manifest.number("size") != checkpoint.size()) {
                wrong("the manifest names another log or size than the checkpoint");
            }
            if (!manifest.object("filter").names().isEmpty()) {
                wrong("the export is narrowed by a filter; lawfulness can be shown from the whole log only");
            }
            JsonObject counts = manifest.object("counts");
            if (counts.number("entries") != checkpoint.size() || counts.number("erased") != erased
                    || counts.number("payloads") != checkpoint.size() - erased) {
                wrong("the manifest counts other entries than there are: " + erased + " payloads are erased");
            }
            JsonObject stated = manifest.object("sha256");
            for (String path : List.of(Export.CHECKPOINT, Export.COSIGNED, Export.VERIFIER_KEY, Export.PAYLOADS)) {
                String digest = digests.get(path);
                if (digest != null && !digest.equals(stated.text(path))) {
                    wrong(path + " does not have the digest that the manifest states");
                }
            }
        } catch (MalformedException e) {
            wrong("the manifest is not of its form: " + e.getMessage());
        }
    }

    private void wrong(String sentence) {
        faults.add(FaultKind.MANIFEST, null, sentence);
    }
}
