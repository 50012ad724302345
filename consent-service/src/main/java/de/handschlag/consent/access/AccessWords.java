package de.handschlag.consent.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.access.OwnLog.Access;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.datasubject.ChildrenMessages;
import de.handschlag.event.AccessKind;
import de.handschlag.page.Page;

/** Puts what the log says into the words of the reader. */
@ApplicationScoped
public class AccessWords {

    /** What became of an office's wish to show something later: these are shown later themselves. */
    private static final Set<AccessKind> DEFERRALS = EnumSet.range(AccessKind.DEFERRAL_REQUESTED,
            AccessKind.DEFERRAL_LIFTED);

    private final AgencyService agencies;
    private final CatalogueNames names;

    AccessWords(AgencyService agencies, CatalogueNames names) {
        this.agencies = agencies;
        this.names = names;
    }

    /**
     * An entry as the page tells it.
     *
     * @param who  an office's name, the data-protection officer, or the person
     * @param what happened, in a sentence that goes on from {@code who}
     * @param mark a word that stands out; null if nothing does
     * @param later whether the person was shown it later than it happened
     */
    public record Told(Access access, String who, String what, @Nullable String mark, String markKind,
            @Nullable Named purpose, List<Named> data, boolean later) {}

    public Told told(Access access) {
        String language = Page.current().tag();
        String purpose = access.purpose();
        AccessesMessages text = text();
        boolean emergency = access.emergency() != null;
        boolean denied = access.kind() == AccessKind.DENIED;
        boolean late = access.kind() == AccessKind.OBLIGATION_OVERDUE;
        String mark = emergency
                ? text.emergency()
                : late ? text.late() : denied ? text.nothingShown() : isByStatute(access) ? text.byLaw() : null;
        return new Told(access, who(access), what(access), mark, emergency || late ? "warning" : "open",
                purpose == null ? null : names.purpose(purpose, language),
                access.attributes().stream().map(key -> names.attribute(key, language)).toList(),
                access.shownFrom() != null && !DEFERRALS.contains(access.kind()));
    }

    private String who(Access access) {
        String agency = access.agency();
        if (agency != null) {
            return agencies.nameOf(agency);
        }
        return switch (access.kind()) {
            case LOG_READ -> text().officer();
            case OWN_VALUES_READ -> text().yourself();
            case LOGIN_BINDING_REQUESTED, LOGIN_BOUND, LOGIN_UNBOUND ->
                access.isAboutGuardian() ? text().nobody() : text().yourself();
            case DISCLOSED, DENIED, UNCHANGED, EMERGENCY_OPENED, EMERGENCY_REVIEWED, DEFERRAL_REQUESTED,
                    DEFERRAL_APPROVED, DEFERRAL_REFUSED, DEFERRAL_LIFTED, OBLIGATION_ANSWERED, OBLIGATION_OVERDUE,
                    BINDING_CODE_MADE ->
                text().nobody();
            case null -> text().nobody();
        };
    }

    private static String what(Access access) {
        AccessesMessages text = text();
        return switch (access.kind()) {
            case DISCLOSED -> text.disclosed();
            case DENIED -> text.denied();
            case UNCHANGED -> text.unchanged();
            case LOG_READ -> text.logRead();
            case OWN_VALUES_READ -> text.ownValuesRead();
            case EMERGENCY_OPENED -> text.emergencyOpened();
            case EMERGENCY_REVIEWED -> text.emergencyReviewed();
            case DEFERRAL_REQUESTED -> text.deferralRequested();
            case DEFERRAL_APPROVED -> text.deferralApproved();
            case DEFERRAL_REFUSED -> text.deferralRefused();
            case DEFERRAL_LIFTED -> text.deferralLifted();
            case OBLIGATION_ANSWERED -> answered(access.outcome());
            case OBLIGATION_OVERDUE -> text.overdue();
            case LOGIN_BINDING_REQUESTED -> access.isAboutGuardian() ? ofGuardians().wantsTo() : text.loginRequested();
            case LOGIN_BOUND -> access.isAboutGuardian() ? ofGuardians().guardianNow() : text.loginBound();
            case LOGIN_UNBOUND -> access.isAboutGuardian() ? ofGuardians().guardianNoMore() : text.loginUnbound();
            case BINDING_CODE_MADE -> access.isAboutGuardian() ? ofGuardians().guardianCode() : text.codeMade();
            case null -> text.other();
        };
    }

    private static String answered(@Nullable String outcome) {
        AccessesMessages text = text();
        return switch (outcome) {
            case "DELETED" -> text.deleted();
            case "RESTRICTED" -> text.restricted();
            case "KEPT_BY_NORM" -> text.kept();
            case "CORRECTED" -> text.corrected();
            case null, default -> text.answered();
        };
    }

    /** Why it was allowed, or that it was not; null where there is nothing to allow. */
    static @Nullable String why(Access access) {
        AccessesMessages text = text();
        return switch (access.kind()) {
            case DISCLOSED,
                    UNCHANGED ->
                access.emergency() != null
                        ? text.whyEmergency()
                        : access.norm() != null ? text.whyLaw() : text.whyConsent();
            case EMERGENCY_OPENED -> text.whyEmergency();
            case DENIED -> access.refusal() != null ? text.whyNoRight() : text.whyDenied();
            case DEFERRAL_REQUESTED, DEFERRAL_APPROVED, DEFERRAL_REFUSED, DEFERRAL_LIFTED -> text.whyDeferral();
            case LOG_READ -> text.whyOfficer();
            case OBLIGATION_ANSWERED, OBLIGATION_OVERDUE ->
                "VALUE_CORRECTED".equals(access.cause()) ? text.whyCorrection() : text.whyObligation();
            case EMERGENCY_REVIEWED, OWN_VALUES_READ, LOGIN_BINDING_REQUESTED, LOGIN_BOUND, LOGIN_UNBOUND,
                    BINDING_CODE_MADE ->
                null;
            case null -> null;
        };
    }

    /** Why the log was read; null for other kinds. */
    static @Nullable String queryPurpose(Access access) {
        AccessesMessages text = text();
        return switch (access.queryPurpose()) {
            case "data-subject-request" -> text.forRequest();
            case "complaint" -> text.forComplaint();
            case "routine-control" -> text.forControl();
            case "incident" -> text.forIncident();
            case "supervisory-authority" -> text.forAuthority();
            case null, default -> null;
        };
    }

    private static boolean isByStatute(Access access) {
        return access.norm() != null && (access.isDisclosure() || access.kind() == AccessKind.UNCHANGED);
    }

    private static ChildrenMessages ofGuardians() {
        return Page.current().messages(ChildrenMessages.class);
    }

    private static AccessesMessages text() {
        return Page.current().messages(AccessesMessages.class);
    }
}
