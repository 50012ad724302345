package de.handschlag.consent.notice;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.login.Roles;
import de.handschlag.login.TokenClaims;
import de.handschlag.text.Letters;

/** What persons read before they decide, language by language: who vouched for it, and what is missing (R32). */
@Path("/v1/notices")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Tag(name = "notices")
@Produces(MediaType.APPLICATION_JSON)
class NoticeWordingResource {

    private final NoticeWordings wordings;
    private final SecurityIdentity identity;

    NoticeWordingResource(NoticeWordings wordings, SecurityIdentity identity) {
        this.wordings = wordings;
        this.identity = identity;
    }

    @GET
    @Path("/completeness")
    @Operation(operationId = "listNoticeCompleteness", summary = "How far the notices of each purpose are in each language")
    public List<NoticeWordings.Completeness> completeness() {
        return wordings.completeness();
    }

    @GET
    @Path("/wordings")
    @Operation(operationId = "listNoticeWordings", summary = "All versions of a language's wordings, without their words")
    @APIResponseSchema(value = WordingView[].class, responseCode = "200", responseDescription = "The wordings")
    @APIResponse(responseCode = "422", description = "Notices are not written in this language")
    public List<WordingView> list(@RestQuery @NotNull @Size(max = 35) String language,
            @RestQuery @Nullable @Size(max = 63) String scope) {
        return wordings
                .versions(
                        LanguageTag.of(language).flatMap(NoticeLanguage::of).orElseThrow(() -> InvalidRequest
                                .query("language", "the tag of a language is expected in which notices are written")),
                        scope);
    }

    @GET
    @Path("/wordings/{wordingId}")
    @Operation(operationId = "getNoticeWording", summary = "One wording with its words beside the German ones")
    @APIResponseSchema(value = WordingView.class, responseCode = "200", responseDescription = "The wording")
    @APIResponse(responseCode = "404", description = "There is no such wording")
    public WordingView get(UUID wordingId) {
        return wordings.show(wordingId);
    }

    @POST
    @Path("/wordings/{wordingId}/approval")
    @Operation(operationId = "approveNoticeWording", summary = "Take down who has read a draft and vouches for it (R32)")
    @APIResponseSchema(value = WordingView.class, responseCode = "200", responseDescription = "Approved")
    @APIResponse(responseCode = "404", description = "There is no such wording")
    @APIResponse(responseCode = "409", description = "It is no draft, or the German wording has changed")
    @APIResponse(responseCode = "422", description = "No name, or that of the proposer")
    public WordingView approve(UUID wordingId, @Valid @NotNull Approval approval) {
        return wordings.approve(wordingId, approval.approvedBy(), String.valueOf(TokenClaims.of(identity).subject()));
    }

    @POST
    @Path("/wordings/{wordingId}/publication")
    @Operation(operationId = "publishNoticeWording", summary = "Let persons read an approved wording from now on")
    @APIResponseSchema(value = WordingView.class, responseCode = "200", responseDescription = "Published")
    @APIResponse(responseCode = "404", description = "There is no such wording")
    @APIResponse(responseCode = "409", description = "Nobody has approved it, or the German wording has changed")
    public WordingView publish(UUID wordingId) {
        return wordings.publish(wordingId);
    }

    /** @param approvedBy name of the person who has read the wording, knows the language and vouches for it */
    record Approval(@NotBlank @Size(max = 200) @Letters(2) String approvedBy) {}
}
