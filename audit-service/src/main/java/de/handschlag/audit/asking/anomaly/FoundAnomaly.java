package de.handschlag.audit.asking.anomaly;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * A row that a rule found.
 *
 * @param newest   the newest position that it is about
 * @param day      local day; null if the rule does not go by days
 * @param employee null if none is concerned
 * @param compared what the count was compared with, or another figure of the rule; null if it has none
 * @param basis    on how many cases that figure rests, or a further figure of the rule; null if it has none
 * @param detail   purpose or norm, or purposes; null if the rule has none
 */
record FoundAnomaly(AnomalyKind kind, long newest, Instant time, @Nullable LocalDate day, @Nullable String agency,
        @Nullable String client, @Nullable String employee, long count, @Nullable Long compared, @Nullable Long basis,
        @Nullable String detail, List<Long> entries) {

    static FoundAnomaly of(AnomalyKind kind, ResultSet row) throws SQLException {
        return new FoundAnomaly(kind, row.getLong("newest"), row.getObject("time", OffsetDateTime.class).toInstant(),
                row.getObject("day", LocalDate.class), row.getString("agency_id"), row.getString("client_id"),
                row.getString("employee_id"), row.getLong("count"), row.getObject("compared", Long.class),
                row.getObject("basis", Long.class), row.getString("detail"),
                List.of((Long[]) row.getArray("entries").getArray()));
    }

    /** Why it is shown. */
    private record Explanation(String english, String german) {}

    /** @param named whether an employee may be named */
    Anomaly shown(boolean named, AnomalySettings settings) {
        SortedMap<String, Object> figures = new TreeMap<>();
        figures.put("count", count);
        Explanation why = switch (kind) {
            case UNUSUAL_VOLUME -> volume(figures, settings);
            case OUTSIDE_OFFICE_HOURS -> officeHours(figures, settings);
            case REPEATED_DENIALS -> denials(figures, settings);
            case REFUSED_TRIES -> refusedTries(figures, settings);
            case EMERGENCY_NOT_REVIEWED -> emergency(figures);
            case NEW_PURPOSE -> newPurpose(figures);
            case OWN_RECORD -> ownRecord();
            case FURTHER_LOGIN -> furtherLogin(figures);
            case MANY_BINDING_CODES -> bindingCodes(figures, settings);
            case LOGIN_REFUSED -> loginRefused(figures);
            case ASKED_AGAIN -> askedAgain(figures, settings);
        };
        return new Anomaly(kind.key(), time, agency, client, named ? employee : null, figures, why.english(),
                why.german(), count, entries);
    }

    private Explanation volume(SortedMap<String, Object> figures, AnomalySettings settings) {
        figures.put("usual", compared);
        figures.put("usualRestsOn", basis);
        figures.put("factor", settings.volumeFactor());
        figures.put("least", settings.volumeLeast());
        String english = count + " reads on " + day + " by one " + who() + "; on a usual day at this agency one has "
                + compared + " (median of " + basis + " days of its staff and systems in the " + settings.usualDays()
                + " days before the period). More than " + settings.volumeFactor() + " times as many are shown, from "
                + settings.volumeLeast() + " on.";
        String german = count + " Zugriffe am " + day + " durch " + wem() + "; an einem üblichen Tag sind es bei dieser"
                + " Stelle " + compared + " (Median aus " + basis + " Tagen ihrer Beschäftigten und Systeme in den "
                + settings.usualDays() + " Tagen vor dem Zeitraum). Gezeigt wird mehr als das "
                + settings.volumeFactor() + "-Fache, ab " + settings.volumeLeast() + ".";
        return new Explanation(english, german);
    }

    private Explanation officeHours(SortedMap<String, Object> figures, AnomalySettings settings) {
        figures.put("officeFrom", settings.officeFrom().toString());
        figures.put("officeTo", settings.officeTo().toString());
        figures.put("officeDays", settings.officeDays());
        String english = count + " reads by one employee on " + day + " outside of office hours ("
                + settings.officeFrom() + " to " + settings.officeTo() + ", " + settings.timeZone()
                + "). Public holidays and shifts are not known to the log.";
        String german = count + " Zugriffe einer beschäftigten Person am " + day + " außerhalb der Dienstzeit ("
                + settings.officeFrom() + " bis " + settings.officeTo() + ", " + settings.timeZone()
                + "). Feiertage und Schichten kennt das Protokoll nicht.";
        return new Explanation(english, german);
    }

    private Explanation denials(SortedMap<String, Object> figures, AnomalySettings settings) {
        figures.put("cases", compared);
        figures.put("unknownCases", basis);
        figures.put("least", settings.denialsLeast());
        String english = count + " denials on " + day + " for one " + who() + ", about " + compared
                + " different cases; the agency does not have the case in " + basis + " of them. Shown from "
                + settings.denialsLeast() + " on. A denial is no misconduct.";
        String german = count + " Ablehnungen am " + day + " für " + wem() + ", zu " + compared
                + " verschiedenen Fällen; in " + basis + " davon hat die Stelle diesen Fall nicht. Gezeigt ab "
                + settings.denialsLeast() + ". Eine Ablehnung ist kein Fehlverhalten.";
        return new Explanation(english, german);
    }

    private Explanation refusedTries(SortedMap<String, Object> figures, AnomalySettings settings) {
        long beyond = basis == null ? 0 : basis;
        long tries = count - beyond;
        figures.put("count", tries);
        figures.put("cases", compared);
        figures.put("purposes", detail);
        figures.put("beyondLimit", beyond > 0);
        figures.put("least", settings.refusedTriesLeast());
        String english = tries + " tries on " + day + " by one " + who() + " of what it has no right to, about "
                + compared + " different cases" + (detail == null ? "" : ", for " + detail)
                + (beyond == 0 ? "." : "; and more than the client's limit, which have no entry each.") + " Shown from "
                + settings.refusedTriesLeast() + " on. Often a client that is set up wrongly; nothing was disclosed.";
        String german = tries + " Versuche am " + day + " durch " + wem() + " ohne Recht dazu, zu " + compared
                + " verschiedenen Fällen" + (detail == null ? "" : ", für " + detail)
                + (beyond == 0 ? "." : "; und mehr als das Limit des Zugangs, die keinen eigenen Eintrag haben.")
                + " Gezeigt ab " + settings.refusedTriesLeast()
                + ". Oft ein falsch eingerichteter Zugang; offengelegt wurde nichts.";
        return new Explanation(english, german);
    }

    private Explanation emergency(SortedMap<String, Object> figures) {
        figures.put("hours", compared);
        figures.put("due", basis);
        String english = "An emergency access for " + detail + ", opened " + compared
                + " hours ago, has no review by a second person; it was due after " + basis + " hours.";
        String german = "Ein Notzugriff (" + detail + "), vor " + compared
                + " Stunden eröffnet, ist nicht durch eine zweite Person geprüft; fällig war das nach " + basis
                + " Stunden.";
        return new Explanation(english, german);
    }

    private Explanation newPurpose(SortedMap<String, Object> figures) {
        figures.put("purpose", detail);
        String english = "The agency asked for the purpose " + detail + " " + count
                + " times in the period, and never before as far as the log reaches.";
        String german = "Die Stelle fragte im Zeitraum " + count + "-mal für den Zweck " + detail
                + ", zuvor nie, soweit das Protokoll reicht.";
        return new Explanation(english, german);
    }

    private Explanation ownRecord() {
        String english = count + " reads of a case whose reference is that of the employee who read it.";
        String german = count + " Zugriffe auf einen Fall, dessen Aktenzeichen das der zugreifenden Person ist.";
        return new Explanation(english, german);
    }

    private Explanation furtherLogin(SortedMap<String, Object> figures) {
        boolean bound = compared != null && compared > 0;
        figures.put("agencies", basis);
        figures.put("bound", bound);
        if (detail != null) {
            figures.put("means", detail);
        }
        String english = "A further login " + (bound ? "became" : "is to become") + " a person's with codes of " + basis
                + " agencies; no login that the person had confirmed it"
                + (bound ? ", and none refused it within the waiting time." : ". The waiting time runs.");
        String german = "Eine weitere Anmeldung " + (bound ? "gehört" : "soll") + " mit Codes von " + basis
                + (bound ? " Stellen jetzt" : " Stellen künftig") + " zu einer Person" + (bound ? "" : " gehören")
                + "; keine bisherige Anmeldung der Person hat sie bestätigt"
                + (bound ? ", und keine hat in der Wartezeit widersprochen." : ". Die Wartezeit läuft.");
        return new Explanation(english, german);
    }

    private Explanation bindingCodes(SortedMap<String, Object> figures, AnomalySettings settings) {
        figures.put("persons", compared);
        figures.put("least", settings.bindingCodesLeast());
        figures.put("repeated", settings.bindingCodesRepeated());
        String english = count + " codes for logins on " + day + " by one " + who() + ", for " + compared
                + " persons. Shown from " + settings.bindingCodesLeast() + " codes on, and from "
                + settings.bindingCodesRepeated() + " on that were not the first of the day for their person.";
        String german = count + " Anmelde-Codes am " + day + " durch " + wem() + ", für " + compared
                + " Personen. Gezeigt ab " + settings.bindingCodesLeast() + " Codes, und ab "
                + settings.bindingCodesRepeated() + ", die nicht der erste des Tages für ihre Person waren.";
        return new Explanation(english, german);
    }

    private Explanation loginRefused(SortedMap<String, Object> figures) {
        figures.put("agencies", basis);
        figures.put("hours", compared);
        String english = "A person refused a further login " + compared + " hours after it had asked to be theirs, with"
                + " codes of " + basis + " agencies.";
        String german = "Eine Person hat eine weitere Anmeldung abgelehnt, " + compared
                + " Stunden nachdem diese mit Codes von " + basis + " Stellen zu ihr gehören wollte.";
        return new Explanation(english, german);
    }

    private Explanation askedAgain(SortedMap<String, Object> figures, AnomalySettings settings) {
        figures.put("persons", compared);
        figures.put("mostOfOnePerson", basis);
        figures.put("purposes", detail);
        figures.put("least", settings.askedAgainLeast());
        String english = "The agency asked " + compared + " persons " + count + " times in the period, up to " + basis
                + " times the same person, for what they had before them or had said no to, for " + detail
                + ". None of it was shown to them, and the agency does not know so. Shown from "
                + settings.askedAgainLeast() + " times on.";
        String german = "Die Stelle fragte im Zeitraum " + compared + " Personen " + count + "-mal, dieselbe bis zu "
                + basis + "-mal, nach etwas, das ihnen schon vorlag oder das sie abgelehnt hatten, für " + detail
                + ". Nichts davon wurde ihnen gezeigt, und die Stelle weiß das nicht. Gezeigt ab "
                + settings.askedAgainLeast() + "-mal.";
        return new Explanation(english, german);
    }

    private String who() {
        return employee == null ? "system" : "employee";
    }

    private String wem() {
        return employee == null ? "ein System" : "eine beschäftigte Person";
    }
}
