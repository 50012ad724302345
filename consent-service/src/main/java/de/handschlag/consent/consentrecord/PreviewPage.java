package de.handschlag.consent.consentrecord;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.consent.access.OwnData;
import de.handschlag.consent.access.StoredData.Value;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.login.Roles;
import de.handschlag.page.Page;

/**
 * What an office would see of the person if they allowed all that it asks for: the stored values themselves. A value behind a
 * disclosure block (R14), contributed under professional secrecy (R9) or restricted by the person it would not see, and the page says that there is one.
 */
@Path("/app/requests/{consentRecordId}/preview")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class PreviewPage {

    private final QuestionService questions;
    private final OwnData ownData;
    private final AgencyService agencies;
    private final CatalogueService catalogue;
    private final PersonDoor door;

    PreviewPage(QuestionService questions, OwnData ownData, AgencyService agencies, CatalogueService catalogue,
            PersonDoor door) {
        this.questions = questions;
        this.ownData = ownData;
        this.agencies = agencies;
        this.catalogue = catalogue;
        this.door = door;
    }

    /** A value as the office would see it. */
    record Seen(String words, String source, LocalDate asOf) {}

    /**
     * What the office would see of one attribute.
     *
     * @param seen   by source; empty if it would see nothing
     * @param hidden whether something is stored that it would not see
     */
    record Preview(Named attribute, List<Seen> seen, boolean hidden) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance preview(Question question, List<Preview> previews, boolean known);
    }

    @GET
    public Response show(UUID consentRecordId) {
        return door.open(login -> {
            Page page = Page.current();
            Question question = questions.look(login, consentRecordId, page.tag(), false).question();
            if (question == null) {
                // Decided, or over: the page of the request says which.
                return Response.seeOther(URI.create("/app/requests/" + consentRecordId)).build();
            }
            Optional<List<Value>> stored = ownData.allValues();
            return Templates.preview(question, stored.map(values -> previews(question, values, page)).orElse(List.of()),
                    stored.isPresent());
        });
    }

    private List<Preview> previews(Question question, List<Value> stored, Page page) {
        String reader = question.agency().agencyId();
        return Stream.concat(question.ordinary().stream(), question.special().stream())
                .map(attribute -> preview(attribute,
                        stored.stream().filter(value -> value.attribute().equals(attribute.key())).toList(), reader,
                        page))
                .toList();
    }

    private Preview preview(Named attribute, List<Value> stored, String reader, Page page) {
        List<Value> seen = stored.stream().filter(value -> isSeenBy(reader, value)).toList();
        return new Preview(attribute,
                seen.stream().map(value -> new Seen(catalogue.valueInWords(value.attribute(), value.value(), page),
                        agencies.nameOf(value.source()), value.asOf())).toList(),
                seen.size() < stored.size());
    }

    /** As the registry decides a read by consent. */
    private boolean isSeenBy(String reader, Value value) {
        return !value.behindBlock() && !value.isRestricted() && (value.source().equals(reader)
                || !value.sourceTypes().isEmpty() && value.sourceTypes().stream().noneMatch(this::isBoundToSecrecy));
    }

    private boolean isBoundToSecrecy(String agencyType) {
        return catalogue.agencyType(agencyType).map(AgencyType::boundToSecrecy).orElse(true);
    }
}
