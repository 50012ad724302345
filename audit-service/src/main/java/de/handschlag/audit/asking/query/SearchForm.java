package de.handschlag.audit.asking.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.audit.officer.OfficerMessages;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.page.Errors;

/** A question as somebody typed it on the page. */
public class SearchForm {

    private static final ZoneId TIME_ZONE = ZoneId.of("Europe/Berlin");
    private static final int INVALID = 422;

    @RestForm
    @Nullable
    public String queryPurpose;
    @RestForm
    @Nullable
    public String dataSubjectId;
    @RestForm
    @Nullable
    public String agencyId;
    @RestForm
    @Nullable
    public String caseReference;
    @RestForm
    @Nullable
    public String employee;
    @RestForm
    @Nullable
    public String purpose;
    @RestForm
    @Nullable
    public String attribute;
    @RestForm
    @Nullable
    public String decision;
    @RestForm
    @Nullable
    public String type;
    @RestForm
    @Nullable
    public String from;
    @RestForm
    @Nullable
    public String to;

    /** The question, or null and what is wrong with it. */
    @Nullable
    LogQuestion question(Errors errors, OfficerMessages text) {
        QueryPurpose stated = trimmed(queryPurpose) == null
                ? null
                : QueryPurpose.of(String.valueOf(trimmed(queryPurpose))).orElse(null);
        if (stated == null) {
            errors.add("queryPurpose-" + QueryPurpose.DATA_SUBJECT_REQUEST.key(), text.queryPurposeMissing());
        }
        String person = trimmed(dataSubjectId);
        if (person != null && !isUuid(person)) {
            errors.add("dataSubjectId", text.personWrong());
        }
        if (trimmed(caseReference) != null && trimmed(agencyId) == null) {
            errors.add("agencyId", text.caseNeedsOffice());
        }
        if (trimmed(caseReference) != null && person != null) {
            errors.add("caseReference", text.personTwice());
        }
        if (stated != null && trimmed(employee) != null && person == null && trimmed(caseReference) == null
                && !stated.mayFollowEmployee()) {
            errors.add("employee", text.employeeWatched());
        }
        LocalDate first = day("from", from, errors, text);
        LocalDate last = day("to", to, errors, text);
        if (first != null && last != null && last.isBefore(first)) {
            errors.add("to", text.periodWrong());
        }
        if (!errors.isEmpty() || stated == null) {
            return null;
        }
        Instant begin = first == null ? null : first.atStartOfDay(TIME_ZONE).toInstant();
        Instant end = last == null ? null : last.plusDays(1).atStartOfDay(TIME_ZONE).toInstant();
        try {
            return LogQuestion.of(LogFilter.stated(person, trimmed(agencyId), trimmed(caseReference), trimmed(purpose),
                    trimmed(employee), trimmed(decision), trimmed(type), begin == null ? null : begin.toString(),
                    end == null ? null : end.toString(), trimmed(attribute)), stated);
        } catch (HttpProblem e) {
            if (e.getStatusCode() != INVALID) {
                throw e;
            }
            errors.add(InvalidRequest.firstField(e), text.searchedWrong());
            return null;
        }
    }

    private static @Nullable LocalDate day(String field, @Nullable String typed, Errors errors, OfficerMessages text) {
        String day = trimmed(typed);
        if (day == null) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(day);
            if (date.getYear() >= 1970 && date.getYear() <= 9998) {
                return date;
            }
        } catch (DateTimeException e) {
            // Told below, as a year out of range is.
        }
        errors.add(field, text.dayWrong());
        return null;
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String trimmed(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
