package de.handschlag.consent.notice;

import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.admin.AdminMessages;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.notice.NoticeWordings.Completeness;
import de.handschlag.consent.notice.NoticeWordings.Completion;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.login.Roles;
import de.handschlag.login.TokenClaims;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.page.PageLanguage;
import de.handschlag.problem.ProblemType;

/** What persons read before they decide, language by language: what is missing, and who vouches for the rest (R32). */
@Path("/app/admin/notices")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class WordingsPage {

    private static final int LONGEST_NAME = 200;
    private static final int FEWEST_LETTERS = 2;
    private static final int UNPROCESSABLE = 422;
    private static final String REPLACED = NoticeWording.State.REPLACED.name();

    private final NoticeWordings wordings;
    private final CatalogueNames names;
    private final SecurityIdentity identity;

    WordingsPage(NoticeWordings wordings, CatalogueNames names, SecurityIdentity identity) {
        this.wordings = wordings;
        this.names = names;
        this.identity = identity;
    }

    /**
     * How far a language is.
     *
     * @param purposes in which state how many purposes are
     */
    record LanguageRow(PageLanguage language, Map<Completion, Long> purposes) {

        public long missing() {
            return in(Completion.MISSING);
        }

        public long draft() {
            return in(Completion.DRAFT);
        }

        public long approved() {
            return in(Completion.APPROVED);
        }

        public long published() {
            return in(Completion.PUBLISHED);
        }

        private long in(Completion state) {
            return purposes.getOrDefault(state, 0L);
        }
    }

    /** How far each language is for a purpose, in the order of the languages. */
    record PurposeRow(String purpose, List<String> states) {}

    /** @param scope what it is called; null for what all purposes have in common */
    public record Listed(WordingView wording, @Nullable String scope) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance completeness(List<LanguageRow> languages, List<PurposeRow> purposes);

        static native TemplateInstance language(PageLanguage language, List<Listed> standing, List<Listed> replaced);

        static native TemplateInstance wording(Listed shown, PageLanguage language, Errors errors,
                @Nullable String name);
    }

    @GET
    public TemplateInstance completeness() {
        Map<NoticeLanguage, Map<Completion, Long>> languages = new EnumMap<>(NoticeLanguage.class);
        Map<String, Map<NoticeLanguage, String>> purposes = new LinkedHashMap<>();
        for (Completeness one : wordings.completeness()) {
            languages.computeIfAbsent(one.language(), _ -> new EnumMap<>(Completion.class)).merge(one.state(), 1L,
                    Long::sum);
            purposes.computeIfAbsent(one.purpose(), _ -> new EnumMap<>(NoticeLanguage.class)).put(one.language(),
                    one.state().name());
        }
        return Templates.completeness(
                languages.entrySet().stream().map(entry -> new LanguageRow(of(entry.getKey()), entry.getValue()))
                        .toList(),
                purposes.entrySet().stream()
                        .map(entry -> new PurposeRow(label(entry.getKey()), List.copyOf(entry.getValue().values())))
                        .toList());
    }

    @GET
    @Path("/{language}")
    public TemplateInstance language(String language) {
        NoticeLanguage written = Arrays.stream(NoticeLanguage.values()).filter(one -> one.tag().equals(language))
                .findFirst().orElseThrow(() -> ProblemType.NOT_FOUND.because("No notice is written in this language."));
        List<Listed> all = wordings.versions(written, null).stream().map(this::listed).toList();
        return Templates.language(of(written),
                all.stream().filter(one -> !one.wording().state().equals(REPLACED)).toList(),
                all.stream().filter(one -> one.wording().state().equals(REPLACED))
                        .sorted(Comparator.comparing((Listed one) -> one.wording().proposedAt()).reversed()).toList());
    }

    @GET
    @Path("/wordings/{wordingId}")
    public TemplateInstance wording(UUID wordingId) {
        return page(wordingId, new Errors(), null);
    }

    @POST
    @Path("/wordings/{wordingId}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response decide(UUID wordingId, @RestForm @Nullable String step, @RestForm @Nullable String approvedBy,
            @RestForm @Nullable String read) {
        Errors errors = new Errors();
        switch (step) {
            case "approve" -> approve(wordingId, requireNonNullElse(approvedBy, "").strip(), read != null, errors);
            case "publish" -> {
                var _ = wordings.publish(wordingId);
            }
            case null, default -> throw InvalidRequest.body("step", "approve or publish is expected");
        }
        return errors.isEmpty()
                ? Response.seeOther(URI.create("/app/admin/notices/wordings/" + wordingId)).build()
                : Response.status(UNPROCESSABLE).entity(page(wordingId, errors, approvedBy)).build();
    }

    private void approve(UUID wordingId, String name, boolean read, Errors errors) {
        AdminMessages text = Page.current().messages(AdminMessages.class);
        if (name.codePoints().filter(Character::isLetter).count() < FEWEST_LETTERS) {
            errors.add("approvedBy", text.approvedByMissing());
        } else if (name.length() > LONGEST_NAME) {
            errors.add("approvedBy", text.approvedByTooLong());
        }
        if (!read) {
            errors.add("read-yes", text.readMissing());
        }
        if (errors.isEmpty()) {
            try {
                var _ = wordings.approve(wordingId, name, String.valueOf(TokenClaims.of(identity).subject()));
            } catch (HttpProblem problem) {
                if (problem.getStatusCode() != UNPROCESSABLE) {
                    throw problem;
                }
                errors.add("approvedBy", text.approvedByProposer());
            }
        }
    }

    private TemplateInstance page(UUID wordingId, Errors errors, @Nullable String name) {
        WordingView wording = wordings.show(wordingId);
        return Templates.wording(listed(wording), of(wording.language()), errors, name);
    }

    private Listed listed(WordingView wording) {
        return new Listed(wording, wording.scope().equals(WordingKey.COMMON) ? null : label(wording.scope()));
    }

    private String label(String purpose) {
        return names.purpose(purpose, Page.current().tag()).label();
    }

    /** Notices have the languages of the pages. */
    private static PageLanguage of(NoticeLanguage language) {
        return PageLanguage.of(language.tag()).orElseThrow();
    }
}
