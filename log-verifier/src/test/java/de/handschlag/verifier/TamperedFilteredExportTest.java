package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

@Label("No byte of a filtered export can be changed unseen")
class TamperedFilteredExportTest {

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void everyChangedByteIsFound(@ForAll @IntRange(max = 5) int file, @ForAll @IntRange(max = 1_000_000) int place,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        FilteredLog export = FilteredExportTest.export(List.of("ndjson", "csv", "csv;", "fhir").get(place % 4));
        String path = List.copyOf(export.files.keySet()).get(file);
        byte[] bytes = export.files.get(path).clone();
        bytes[place % bytes.length] ^= (byte) change;
        export.files.put(path, bytes);

        assertThat(export.verified().exitCode()).as(path + " at " + place % bytes.length).isEqualTo(VerifyLog.FAULTY);
    }
}
