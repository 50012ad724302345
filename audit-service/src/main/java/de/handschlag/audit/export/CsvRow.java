package de.handschlag.audit.export;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.query.LogEntryView;
import de.handschlag.audit.query.LoginTie;

/**
 * A row of RFC 4180: UTF-8, CRLF. A cell that a spreadsheet would take for a formula gets an apostrophe before it, as texts in
 * the log come from agencies' clients; who reads by machine takes NDJSON, where nothing is changed.
 */
final class CsvRow {

    private static final String END = "\r\n";
    /** The first characters of formulas, also in full width, and what spreadsheets skip before them. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
    private static final String NEEDS_QUOTES = ",\"\r\n\t'";

    static final String HEAD = String.join(",", "index", "id", "type", "time", "recordedAt", "dataSubjectId", "agency",
            "caseReference", "client", "employee", "purpose", "decision", "reason", "attributes", "grants", "basis",
            "norm", "consentRevision", "queryPurpose", "emergencyAccess", "obligation", "cause", "outcome",
            "hiddenFromPerson", "noticeDeferredUntil", "loginBinding", "loginMeans", "loginAgencies", "bindingCodes",
            "unconfirmedAgency", "assuranceLevel", "takesEffectAt", "byLoginBinding") + END;

    private CsvRow() {}

    static String of(LogEntryView view) {
        LoginTie login = view.login() == null ? LoginTie.NONE : view.login();
        return Stream.<@Nullable Object>of(view.index(), view.id(), view.type(), view.time(), view.recordedAt(),
                view.dataSubjectId(), view.agency(), view.caseReference(), view.client(), view.employee(),
                view.purpose(), view.decision(), view.reason(), joined(view.attributes()), joined(view.grants()),
                view.basis(), view.norm(), view.consentRevision(), view.queryPurpose(), view.emergencyAccess(),
                view.obligation(), view.cause(), view.outcome(), view.hiddenFromPerson(), view.noticeDeferredUntil(),
                login.loginBinding(), login.means(), joined(login.agencies()), joined(login.bindingCodes()),
                login.unconfirmedAgency(), login.assuranceLevel(), login.takesEffectAt(), login.byLoginBinding())
                .map(CsvRow::cell).collect(Collectors.joining(",", "", END));
    }

    /** Keys and ids, which hold no space. */
    private static String joined(List<String> values) {
        return String.join(" ", values);
    }

    static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        // Also behind spaces, which some programs drop.
        String begin = text.stripLeading();
        if (!text.isEmpty() && (FORMULA.indexOf(text.charAt(0)) >= 0
                || (!begin.isEmpty() && FORMULA.indexOf(begin.charAt(0)) >= 0))) {
            text = "'" + text;
        }
        return text.chars().anyMatch(c -> NEEDS_QUOTES.indexOf(c) >= 0) || !text.equals(text.strip())
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
    }
}
