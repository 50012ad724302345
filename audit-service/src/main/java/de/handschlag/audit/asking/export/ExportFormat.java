package de.handschlag.audit.asking.export;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.query.LogEntryView;
import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.edge.InvalidRequest;

/** In which form the entries of a filtered export can be read. */
enum ExportFormat {

    /** One JSON object per line, as queries answer. */
    NDJSON("entries.ndjson") {
        @Override
        String record(StoredEntry entry, String origin, CsvRow.Separator separator) {
            return ExportJson.line(LogEntryView.of(entry));
        }
    },
    /** RFC 4180, for spreadsheets. */
    CSV("entries.csv") {
        @Override
        String head(CsvRow.Separator separator) {
            return CsvRow.head(separator);
        }

        @Override
        String record(StoredEntry entry, String origin, CsvRow.Separator separator) {
            return CsvRow.of(LogEntryView.of(entry), separator);
        }
    },
    /** One FHIR R4 AuditEvent per line. */
    FHIR("auditevents.ndjson") {
        @Override
        String record(StoredEntry entry, String origin, CsvRow.Separator separator) {
            return ExportJson.line(new AuditEvent(entry, origin).toJson());
        }
    };

    private final String fileName;

    ExportFormat(String fileName) {
        this.fileName = fileName;
    }

    /** As the request states it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the file in the archive. */
    String fileName() {
        return fileName;
    }

    /** What stands before the first entry. */
    String head(CsvRow.Separator separator) {
        return "";
    }

    /** One entry, with the end of its line. */
    abstract String record(StoredEntry entry, String origin, CsvRow.Separator separator);

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if it is none */
    static ExportFormat stated(@Nullable String text) {
        return Arrays.stream(values()).filter(format -> format.key().equals(text)).findFirst()
                .orElseThrow(() -> InvalidRequest.query("format",
                        "an export that is narrowed by a filter has one, ndjson, csv or fhir; the whole log has"
                                + " neither filter nor format"));
    }
}
