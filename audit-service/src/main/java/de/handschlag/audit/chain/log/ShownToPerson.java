package de.handschlag.audit.chain.log;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.BindingCodeMade;
import de.handschlag.event.CaseLinked;
import de.handschlag.event.CaseUnlinked;
import de.handschlag.event.ClientLimitExceeded;
import de.handschlag.event.CompletenessStated;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.Event;
import de.handschlag.event.EventType;
import de.handschlag.event.Heartbeat;
import de.handschlag.event.LegalHoldReleased;
import de.handschlag.event.LegalHoldSet;
import de.handschlag.event.LogContinued;
import de.handschlag.event.LogErased;
import de.handschlag.event.LogQueried;
import de.handschlag.event.LoginBindingEvent;
import de.handschlag.event.NewsForPerson;
import de.handschlag.event.NoticeDeferralChanged;
import de.handschlag.event.ObligationAnswered;
import de.handschlag.event.ObligationOverdue;
import de.handschlag.event.PersonErased;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.ViewUnchanged;

/**
 * From when on a person may be shown an entry about them. It is written with the entry, and whoever answers a person asks by the
 * one condition here: within the statement and not afterwards, so that neither pages nor counts tell of what is withheld (R16).
 */
public final class ShownToPerson {

    /** PostgreSQL's {@code -infinity}. */
    public static final Instant AT_ONCE = Instant.MIN;
    /** PostgreSQL's {@code infinity}. */
    public static final Instant NEVER = Instant.MAX;

    /** Part of a condition on an entry {@code p}: an entry {@code l} lifted the deferral that put it off (R22); to be closed. */
    private static final String LIFTED = """
            EXISTS (SELECT FROM log_payload l WHERE l.notice_deferral_id = p.notice_deferral_id
                AND l.type = '%s' AND l.review_outcome = 'LIFTED'"""
            .formatted(EventType.NOTICE_DEFERRAL_CHANGED.typeName());

    /** Condition on an entry {@code p}: the person may be shown it now. */
    public static final String NOW = "(p.shown_from <= now() OR " + LIFTED + "))";
    /**
     * Condition on an entry {@code p}: the person may be shown it at the time that is the first parameter, as far as the entries before
     * the position say that is the second. By position and not by time: so it can be told from the log alone.
     */
    public static final String AT = "(p.shown_from <= ? OR " + LIFTED + " AND l.log_index < ?))";
    /** Condition on an entry {@code p}: it was not, or is not, shown at once. The words are those of the index. */
    public static final String WITHHELD = "p.data_subject_id IS NOT NULL AND p.shown_from > '-infinity'";

    private static final Instant LAST_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private ShownToPerson() {}

    /** {@link #AT_ONCE}, {@link #NEVER}, or the end of a deferral. */
    public static Instant from(Event event) {
        return switch (event) {
            case DataDisclosed e -> from(e.hiddenFromPerson(), e.noticeDeferredUntil());
            case DisclosureDenied e -> from(e.hiddenFromPerson(), e.noticeDeferredUntil());
            case EmergencyAccessOpened e -> from(null, e.noticeDeferredUntil());
            case EmergencyAccessReviewed e -> from(null, e.noticeDeferredUntil());
            // They would tell of the read.
            case ObligationAnswered e -> from(null, e.noticeDeferredUntil());
            case ObligationOverdue e -> from(null, e.noticeDeferredUntil());
            case NoticeDeferralChanged e -> from(null, e.noticeDeferredUntil());
            // A hold is not told.
            case LegalHoldSet e -> NEVER;
            case LegalHoldReleased e -> NEVER;
            case CaseLinked e -> AT_ONCE;
            case CaseUnlinked e -> AT_ONCE;
            case ConsentRecordEvent e -> AT_ONCE;
            case LoginBindingEvent e -> AT_ONCE;
            case BindingCodeMade e -> AT_ONCE;
            case PersonErased e -> AT_ONCE;
            case Heartbeat e -> AT_ONCE;
            case ViewUnchanged e -> AT_ONCE;
            case ClientLimitExceeded e -> AT_ONCE;
            case LogQueried e -> AT_ONCE;
            case LogErased e -> AT_ONCE;
            case CompletenessStated e -> AT_ONCE;
            case LogContinued e -> AT_ONCE;
            case RevisionEnforced e -> AT_ONCE;
            case NewsForPerson e -> AT_ONCE;
        };
    }

    /** R22, R21, R24; a time that the database does not hold is never. */
    private static Instant from(@Nullable Boolean hidden, @Nullable Instant deferredUntil) {
        if (Boolean.TRUE.equals(hidden)) {
            return NEVER;
        }
        if (deferredUntil == null || deferredUntil.isBefore(Instant.EPOCH)) {
            return AT_ONCE;
        }
        return deferredUntil.isBefore(LAST_TIME) ? deferredUntil : NEVER;
    }
}
