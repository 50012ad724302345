package de.handschlag.registry.disclosure;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.ValueWords;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.registry.caselink.CaseReference;
import de.handschlag.registry.deferral.NamedNoticeDeferral;
import de.handschlag.registry.deferral.NoticeDeferralService;
import de.handschlag.registry.deferral.NoticeDeferralView;
import de.handschlag.registry.disclosure.DisclosureService.Decided;
import de.handschlag.registry.disclosure.DisclosureService.ReadDecision;
import de.handschlag.registry.disclosure.ReadRequests.WantedRead;
import de.handschlag.registry.disclosure.SharingView.SourcedValue;
import de.handschlag.registry.office.Directory;
import de.handschlag.registry.office.Names;
import de.handschlag.registry.office.OfficeMessages;
import de.handschlag.registry.requester.AgencyRequester;

/**
 * A case for a purpose. To look at it is a read like any other: refused, limited, decided and recorded as the API's are, before the
 * first byte leaves (G3).
 */
@Path("/app/cases/{caseReference}/{purpose}")
@Authenticated // Who has no role that reads is refused below, where the log is told of it (R25).
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class CasePage {

    private static final String PURPOSE = "[a-z][a-z0-9-]{1,62}";
    private static final String BASIS = "consent|statute";
    private static final String AT_ONCE = "at-once";
    private static final int MOST_DEFERRALS = 20;
    private static final Duration SOON = Duration.ofDays(30);

    private final ReadRequests reads;
    private final GrantExpiries expiries;
    private final NoticeDeferralService deferrals;
    private final Catalogue catalogue;
    private final Directory directory;
    private final ValueWords words;
    private final AgencyRequester requester;

    CasePage(ReadRequests reads, GrantExpiries expiries, NoticeDeferralService deferrals, Catalogue catalogue,
            Directory directory, AgencyRequester requester) {
        this.reads = reads;
        this.expiries = expiries;
        this.deferrals = deferrals;
        this.catalogue = catalogue;
        this.directory = directory;
        this.words = new ValueWords(catalogue);
        this.requester = requester;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance view(CaseView shown, Names names);

        static native TemplateInstance grounds(String caseReference, String purpose, TypedGrounds typed,
                List<NoticeDeferralView> deferrals, Names names, Errors errors);
    }

    /**
     * What was typed for a read by a statute.
     *
     * @param deferral id of a deferral, {@code at-once}, or empty if nothing was chosen
     */
    record TypedGrounds(String basis, String fileNumber, String reason, String deferral) {}

    @GET
    public TemplateInstance show(@PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String reference,
            @PathParam("purpose") @Pattern(regexp = PURPOSE) String purpose,
            @QueryParam("basis") @Nullable @Pattern(regexp = BASIS) String basis,
            @QueryParam("emergency") @Nullable UUID emergencyAccess) {
        try {
            return read(reference, purpose, basis, emergencyAccess, null, null);
        } catch (GroundsMissingException e) {
            return grounds(reference, purpose, new TypedGrounds(text(basis), "", "", ""), inForce(reference, purpose),
                    new Errors());
        }
    }

    /** Those that a read can name now (R22); none for whoever has no right to the purpose, whom the read itself refuses. */
    private List<NoticeDeferralView> inForce(String reference, String purpose) {
        String agencyId = requester.asTrier().agencyId();
        return agencyId == null || !requester.entitledPurposes().contains(purpose)
                ? List.of()
                : deferrals.inForce(agencyId, reference, purpose, MOST_DEFERRALS);
    }

    private TemplateInstance grounds(String reference, String purpose, TypedGrounds typed,
            List<NoticeDeferralView> inForce, Errors errors) {
        return Templates.grounds(reference, purpose, typed, inForce, directory.names(), errors);
    }

    /** File and reason are typed, and are in no address (R22). */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response showByStatute(@PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String reference,
            @PathParam("purpose") @Pattern(regexp = PURPOSE) String purpose,
            @RestForm @Nullable @Pattern(regexp = BASIS + "|") String basis, @RestForm @Nullable String fileNumber,
            @RestForm @Nullable String reason, @RestForm @Nullable String deferral) {
        TypedGrounds typed = new TypedGrounds(text(basis), text(fileNumber), text(reason), text(deferral));
        List<NoticeDeferralView> inForce = inForce(reference, purpose);
        NoticeDeferralView chosen = inForce.stream()
                .filter(one -> one.noticeDeferralId().toString().equals(typed.deferral())).findFirst().orElse(null);
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        Errors errors = new Errors();
        if (!StatedGrounds.isFileNumber(typed.fileNumber())) {
            errors.add("fileNumber", text.fileNumberMissing(StatedGrounds.LONGEST_FILE_NUMBER));
        } else if (chosen != null && !chosen.fileNumber().equals(typed.fileNumber())) {
            errors.add("fileNumber", text.fileNumberOfDeferral());
        }
        if (!StatedGrounds.isReason(typed.reason())) {
            errors.add("reason", text.readReasonMissing(StatedGrounds.SHORTEST_REASON, StatedGrounds.LONGEST_REASON));
        }
        boolean atOnce = typed.deferral().equals(AT_ONCE) || inForce.isEmpty() && typed.deferral().isEmpty();
        if (chosen == null && !atOnce) {
            // Also if it ended while the form was open: then nothing is shown that was meant to be deferred, and nothing is read.
            errors.add(inForce.isEmpty() ? "fileNumber" : "deferral-at-once", text.whenShownMissing());
        }
        if (!errors.isEmpty()) {
            return Response.status(422).entity(grounds(reference, purpose, typed, inForce, errors)).build();
        }
        return Response.ok(read(reference, purpose, typed.basis().isEmpty() ? null : typed.basis(), null,
                new StatedGrounds(typed.fileNumber(), typed.reason()),
                chosen == null ? null : chosen.noticeDeferralId())).build();
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed;
    }

    private TemplateInstance read(String reference, String purpose, @Nullable String basis,
            @Nullable UUID emergencyAccess, @Nullable StatedGrounds grounds, @Nullable UUID noticeDeferral) {
        Basis named = basis == null ? null : Basis.valueOf(basis.toUpperCase(Locale.ROOT));
        Decided decided = reads.decide(new WantedRead(List.of(reference), purpose, named, null, null, null,
                emergencyAccess, Set.of(), grounds, noticeDeferral));
        Names names = directory.names();
        String type = directory.typeOf(requester.agencyId());
        boolean askable = type == null
                ? !catalogue.consentAttributes(purpose).isEmpty()
                : catalogue.use(purpose, type, Basis.CONSENT).isPresent();
        String another = askable && type != null && catalogue.use(purpose, type, Basis.STATUTE).isPresent()
                ? named == Basis.CONSENT ? "statute" : "consent"
                : null;
        return Templates.view(switch (decided.decisions().getFirst()) {
            case ReadDecision.Disclosed(SharingView view, String tag) ->
                permitted(view, purpose, decided.request().norm(), names, askable, another);
            case ReadDecision.Unchanged unchanged ->
                throw new IllegalStateException("a page names no view that it has");
            case ReadDecision.Denied denied ->
                new CaseView(reference, purpose, false, List.of(), List.of(), null, null, askable, null, another);
        }, names);
    }

    private CaseView permitted(SharingView view, String purpose, @Nullable NormBasis norm, Names names, boolean askable,
            @Nullable String another) {
        Map<UUID, Instant> ends = expiries.of(view.grantIds());
        Page page = Page.current();
        ValueWords.Reader reader = new ValueWords.Reader(page.tag(), page.language().locale(), page::day);
        List<CaseView.Row> rows = view.values().entrySet().stream().flatMap(entry -> {
            Instant until = view.covered().stream().filter(covered -> covered.attribute().equals(entry.getKey()))
                    .map(covered -> ends.get(covered.grantId())).filter(Objects::nonNull).max(Comparator.naturalOrder())
                    .orElse(null);
            boolean soon = until != null && until.isBefore(view.readAt().plus(SOON));
            return entry.getValue().stream()
                    .map(value -> new CaseView.Row(names.attribute(entry.getKey()),
                            words.of(entry.getKey(), value.value(), reader), source(value, names), value.asOf(), until,
                            soon, value.contested()));
        }).toList();
        List<String> missing = (norm == null
                ? catalogue.consentAttributes(purpose).stream()
                : norm.attributes().sorted()).filter(attribute -> !view.values().containsKey(attribute))
                .map(names::attribute).toList();
        return new CaseView(view.caseReference(), purpose, true, rows, missing, fresh(view),
                norm == null ? null : norm.norm(), askable, shownFrom(norm), another);
    }

    private static @Nullable Instant shownFrom(@Nullable NormBasis norm) {
        NamedNoticeDeferral deferral = norm == null ? null : norm.deferral();
        return deferral == null ? null : deferral.endsAt();
    }

    /** How old the proof is that the view was complete, when the page is made. */
    private static String fresh(SharingView view) {
        Instant publishedBefore = view.publishedBefore();
        if (publishedBefore == null) {
            throw new IllegalStateException("a decision is made on a fresh view");
        }
        Duration age = Duration.between(publishedBefore, view.readAt()).plusNanos(System.nanoTime() - view.sentNanos());
        return String.format(Page.current().language().locale(), "%.1f", Math.max(0, age.toMillis()) / 1000.0);
    }

    private static @Nullable String source(SourcedValue value, Names names) {
        String source = value.shownSource();
        return source == null ? null : names.agency(source);
    }
}
