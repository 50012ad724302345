package de.handschlag.registry.asking;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import de.handschlag.login.TokenClaims;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.asking.ConsentServiceOfOffices.AskedPage;
import de.handschlag.registry.asking.ConsentServiceOfOffices.Code;
import de.handschlag.registry.asking.ConsentServiceOfOffices.Confirmation;
import de.handschlag.registry.asking.ConsentServiceOfOffices.NewApproval;
import de.handschlag.registry.asking.ConsentServiceOfOffices.NewCase;
import de.handschlag.registry.asking.ConsentServiceOfOffices.NewGuardian;
import de.handschlag.registry.asking.ConsentServiceOfOffices.One;
import de.handschlag.registry.asking.ConsentServiceOfOffices.OwnCases;
import de.handschlag.registry.asking.ConsentServiceOfOffices.RecordedApproval;
import de.handschlag.registry.asking.ConsentServiceOfOffices.RecordedWithdrawal;
import de.handschlag.registry.asking.ConsentServiceOfOffices.ToRead;
import de.handschlag.registry.asking.ConsentServiceOfOffices.Wanted;
import de.handschlag.registry.requester.AgencyRequester;

/** Asks the consent-service for a caseworker, and says what its refusals mean to a page. */
@ApplicationScoped
class OfficeRequests {

    private static final Logger LOG = Logger.getLogger(OfficeRequests.class);

    private final ConsentServiceOfOffices consentService;
    private final AgencyRequester requester;

    OfficeRequests(@RestClient ConsentServiceOfOffices consentService, AgencyRequester requester) {
        this.consentService = consentService;
        this.requester = requester;
    }

    /**
     * Asks the person of a case.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if the login is not entitled to the purpose, 404 if the office has no
     *                                                     such case, 409 if the purpose rests on a statute, 400 if this cannot be
     *                                                     asked for, 503 while the consent-service does not answer
     */
    void ask(Wanted wanted) {
        requester.refusal(wanted.purpose(), false).ifPresent(refusal -> { throw refusal.problem(); });
        answered(() -> consentService.ask(wanted)).close();
    }

    /** A page of the own requests, the newest first. */
    AskedPage asked(int limit, @Nullable String cursor) {
        return answered(() -> consentService.asked(limit, cursor));
    }

    /**
     * Takes a request back.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if it is not this office's, 409 if it is closed
     */
    void takeBack(UUID id) {
        answered(() -> consentService.takeBack(id)).close();
    }

    /**
     * One of the own requests.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if it is not this office's
     */
    One one(UUID id) {
        return answered(() -> consentService.one(id));
    }

    /**
     * Records that the person withdrew.
     *
     * @return whether reads heed it already
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the request is not this office's, 409 if there is no permission by it
     */
    boolean withdraw(UUID id, RecordedWithdrawal withdrawal) {
        try (Response answer = answered(() -> consentService.withdraw(id, withdrawal))) {
            return answer.getStatus() == Response.Status.OK.getStatusCode();
        }
    }

    /**
     * The notice to show or read out.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the request is not this office's, 409 if it waits no more
     */
    ToRead toRead(UUID id, String language) {
        return answered(() -> consentService.toRead(id, language));
    }

    /**
     * Records that the person said yes.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the request is not this office's, 409 if it waits no more or the notice reads
     *                                                     otherwise by now
     */
    void approve(UUID id, NewApproval approval) {
        answered(() -> consentService.approve(id, approval)).close();
    }

    /**
     * What an employee recorded.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if nothing is recorded, or the request is not this office's
     */
    RecordedApproval approval(UUID id) {
        return answered(() -> consentService.approval(id));
    }

    /**
     * Confirms what another employee recorded.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if this login recorded it, 404 if that is not recorded any more, 409 if the request
     *                                                     waits no more
     */
    void confirm(UUID id, UUID recordedApprovalId) {
        answered(() -> consentService.confirm(id, new Confirmation(recordedApprovalId))).close();
    }

    /** What waits for a second employee, the oldest first. */
    List<RecordedApproval> waitingApprovals() {
        return answered(consentService::waitingApprovals).recordedApprovals();
    }

    /** A page of the own cases, the newest first. */
    OwnCases cases(int limit, @Nullable String cursor) {
        return answered(() -> consentService.cases(limit, cursor));
    }

    /**
     * Links a case to the person who gave the code, or to a new person.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if the reference is taken, 400 if the code is not valid, 429 after too
     *                                                     many wrong ones
     */
    void link(NewCase newCase) {
        answered(() -> consentService.link(newCase)).close();
    }

    /**
     * A new code, which replaces an earlier one of this office for the case.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the office has no such case
     */
    Code bindingCode(String caseReference) {
        return answered(() -> consentService.bindingCode(caseReference));
    }

    /**
     * A code by which a guardian binds a login that acts for the person of a case (R11).
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the office has no such case, 409 if another birth date was stated for
     *                                                     the person before, 400 if nobody acts in this way for who was born then, 429
     *                                                     after too many birth dates that differ
     */
    Code guardianCode(String caseReference, NewGuardian guardian) {
        return answered(() -> consentService.guardianCode(caseReference, guardian));
    }

    private <T> T answered(Supplier<T> question) {
        requester.requireAgencyInForce();
        try {
            return question.get();
        } catch (WebApplicationException e) {
            Response answer = e.getResponse();
            LOG.debugf("the consent-service answered %d to a caseworker's page", answer.getStatus());
            throw problem(answer.getStatus());
        } catch (ProcessingException e) {
            LOG.warnf("the consent-service cannot be asked for a caseworker's page: %s", e.toString());
            throw away();
        }
    }

    private static RuntimeException problem(int status) {
        return switch (status) {
            case 403 -> TokenClaims.PURPOSE_NOT_ENTITLED.because("The consent-service refuses this login.");
            case 404 -> ProblemType.NOT_FOUND.because("This agency has nothing of this kind.");
            case 409 -> ProblemType.CONFLICT.because("The state at the consent-service does not allow this.");
            case 422 -> ProblemType.MALFORMED_REQUEST.because("The consent-service does not take this.");
            case 429 -> ProblemType.TOO_MANY_REQUESTS.because("The consent-service has had too many of these.");
            default -> away();
        };
    }

    private static RuntimeException away() {
        return ProblemType.UNAVAILABLE.retryAfter(5, "The consent-service does not answer at the moment.");
    }
}
