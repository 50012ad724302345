package de.handschlag.audit.asking.query;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.Requester;

/** Sums up how much is read, recorded as any question is (R29). */
@ApplicationScoped
class VolumeService {

    private final VolumeRepository repository;
    private final QueryRecorder recorder;

    VolumeService(VolumeRepository repository, QueryRecorder recorder) {
        this.repository = repository;
        this.recorder = recorder;
    }

    /** Days are UTC, both included. Of all agencies and purposes, or of one. */
    Volume between(LocalDate first, LocalDate last, @Nullable String agencyId, @Nullable String purpose,
            Requester requester) {
        Volume volume = repository.between(first, last, agencyId, purpose);
        SortedMap<String, String> asked = new TreeMap<>(
                Map.of("counts", "by day, agency, purpose and type", "from", first.toString(), "to", last.toString()));
        if (agencyId != null) {
            asked.put("agencyId", agencyId);
        }
        if (purpose != null) {
            asked.put("purpose", purpose);
        }
        recorder.record(List.of(), requester, QueryPurpose.ROUTINE_CONTROL, asked, volume.byDay().size());
        return volume;
    }
}
