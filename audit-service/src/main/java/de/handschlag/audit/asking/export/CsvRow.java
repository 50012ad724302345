package de.handschlag.audit.asking.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.query.LogEntryView;
import de.handschlag.audit.asking.query.LoginBinding;
import de.handschlag.edge.InvalidRequest;

/**
 * A row of RFC 4180 for spreadsheets: CRLF, and UTF-8 that says so by a byte order mark, as they take it for Windows-1252
 * otherwise. Every text is in quotes, as they may be set to the other separator. What they would calculate gets an apostrophe
 * before it, as texts in the log come from agencies' clients; who reads by machine takes NDJSON, where nothing is changed.
 */
final class CsvRow {

    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String END = "\r\n";
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.NON_NUMERIC).get();
    /**
     * Where a formula begins, also in full width: at a cell's start, also behind blanks, which some programs drop; and behind
     * what separates cells, as a spreadsheet that is set to the other separator begins a cell there, whatever the quotes: also
     * behind quotes, which it then takes for those of a cell.
     */
    private static final Pattern FORMULA = Pattern.compile("(^(?=[\\t\\r\\n]|[\\s\\p{Z}\\p{Cc}]*[%1$s])"
            .concat("|[,;\\t\\r\\n](?=[\\s\\p{Z}\\p{Cc}\"&&[^\\t\\r\\n]]*[%1$s]))")
            .formatted("=+\\-@\uff1d\uff0b\uff0d\uff20"));

    private static final List<String> COLUMNS = List.of("index", "id", "type", "time", "recordedAt", "dataSubjectId",
            "agency", "caseReference", "client", "employee", "purpose", "decision", "reason", "attributes", "grants",
            "basis", "norm", "consentRevision", "queryPurpose", "emergencyAccess", "obligation", "cause", "outcome",
            "hiddenFromPerson", "noticeDeferredUntil", "loginBinding", "loginMeans", "loginAgencies", "bindingCodes",
            "unconfirmedAgency", "assuranceLevel", "takesEffectAt", "byLoginBinding", "fileNumber", "statedReason",
            "noticeDeferral", "deferralReason", "releasedSource");

    private CsvRow() {}

    /** What stands between cells. */
    enum Separator {
        /** RFC 4180's. */
        COMMA(","),
        /** That of spreadsheets where the comma stands before decimals, as in Germany. */
        SEMICOLON(";");

        private final String character;

        Separator(String character) {
            this.character = character;
        }

        /**
         * The separator that a request states; the comma if it states none.
         *
         * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if it is none, or the format has none
         */
        static Separator stated(@Nullable String text, @Nullable ExportFormat format) {
            if (text == null) {
                return COMMA;
            }
            if (format != ExportFormat.CSV) {
                throw InvalidRequest.query("separator", "belongs to format=csv, and to nothing else");
            }
            return Arrays.stream(values()).filter(separator -> separator.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst()
                    .orElseThrow(() -> InvalidRequest.query("separator", "one of comma, semicolon is expected"));
        }
    }

    /** What the file begins with: its encoding, and the names of the columns. */
    static String head(Separator separator) {
        return BYTE_ORDER_MARK + String.join(separator.character, COLUMNS) + END;
    }

    static String of(LogEntryView view, Separator separator) {
        LoginBinding login = view.login() == null ? LoginBinding.NONE : view.login();
        return row(separator, view.index(), view.id(), view.type(), view.time(), view.recordedAt(),
                view.dataSubjectId(), view.agency(), view.caseReference(), view.client(), view.employee(),
                view.purpose(), view.decision(), view.reason(), joined(view.attributes()), joined(view.grants()),
                view.basis(), view.norm(), view.consentRevision(), view.queryPurpose(), view.emergencyAccess(),
                view.obligation(), view.cause(), view.outcome(), view.hiddenFromPerson(), view.noticeDeferredUntil(),
                login.loginBinding(), login.means(), joined(login.agencies()), joined(login.bindingCodes()),
                login.unconfirmedAgency(), login.assuranceLevel(), login.takesEffectAt(), login.byLoginBinding(),
                view.fileNumber(), view.statedReason(), view.noticeDeferral(), view.deferralReason(),
                view.releasedSource());
    }

    static String row(Separator separator, @Nullable Object... values) {
        return FORMAT.builder().setDelimiter(separator.character).get()
                .format(Arrays.stream(values).map(CsvRow::cell).toArray()) + END;
    }

    /** Keys and ids, which hold no space. */
    private static String joined(List<String> values) {
        return String.join(" ", values);
    }

    /** A number, or a text that no spreadsheet calculates; null for an empty one, so that it has no quotes. */
    private static @Nullable Object cell(@Nullable Object value) {
        if (value == null || value instanceof Number) {
            return value;
        }
        String text = FORMULA.matcher(value.toString()).replaceAll("$1'");
        return text.isEmpty() ? null : text;
    }
}
