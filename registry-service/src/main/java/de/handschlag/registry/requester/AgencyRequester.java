package de.handschlag.registry.requester;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.RequestScoped;

import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;

import de.handschlag.event.Requester;
import de.handschlag.login.Roles;
import de.handschlag.login.TokenClaims;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.endedentitlement.EndedEntitlements;
import de.handschlag.registry.endedentitlement.EndedEntitlements.OfAgency;

/** The agency on whose behalf the current request comes, read from its access token. */
@RequestScoped
public class AgencyRequester {

    /** An agency's own id of the employee on whose behalf its system asks (R25). */
    public static final String EMPLOYEE_REFERENCE = "Employee-Reference";
    public static final String EMPLOYEE_REFERENCE_FORM = "(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,64}";
    public static final String EMPLOYEE_REFERENCE_EXPECTED = "1 to 64 letters, digits, or one of . _ ~ - are expected, neither . nor ..";
    public static final String EMPLOYEE_REFERENCE_DESCRIPTION = "The agency's own id of the employee for whom its system asks (R25)";

    private static final ProblemType BLOCK_OVERRIDE_NOT_ENTITLED = new ProblemType("block-override-not-entitled", 403,
            "The client may not override disclosure blocks", "Der Zugang darf Auskunftssperren nicht übergehen",
            "Read without the header Override-Disclosure-Block, or have the administrator set the claim.");

    /** Why a client can have no right to ask; see {@link #refusal}. */
    public static final List<ProblemType> REFUSALS = List.of(ProblemType.FORBIDDEN, TokenClaims.NO_AGENCY,
            TokenClaims.PURPOSE_NOT_ENTITLED, BLOCK_OVERRIDE_NOT_ENTITLED);

    /** Logins of staff: the log names them, and no header does (R25). */
    private static final List<String> STAFF = List.of(Roles.CASEWORKER, Roles.DPO, Roles.ADMIN);

    /** As if the token did not list it. */
    public static final Refusal ENDED = new Refusal(TokenClaims.PURPOSE_NOT_ENTITLED,
            "The operator has ended this entitlement.");

    private final SecurityIdentity identity;
    private final EndedEntitlements ended;
    private @Nullable String employeeReference;
    private @Nullable OfAgency endedOfAgency;

    AgencyRequester(SecurityIdentity identity, EndedEntitlements ended) {
        this.identity = identity;
        this.ended = ended;
    }

    /**
     * The agency that the token speaks for.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if there is none, or if all that it may is ended
     */
    public String agencyId() {
        String agencyId = agencyIdOfToken();
        if (endedOf(agencyId).all()) {
            throw ProblemType.FORBIDDEN.because("The operator has ended what this agency may.");
        }
        return agencyId;
    }

    /**
     * Returns if the agency may anything here.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if it may not
     */
    public void requireAgencyInForce() {
        var _ = agencyId();
    }

    /**
     * The agency that the token speaks for, for whoever looks itself at what is ended, as the statement of a read does.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if there is none
     */
    public String agencyIdOfToken() {
        return claims().requireAgency();
    }

    /** As of the first time that this request asked. */
    private OfAgency endedOf(String agencyId) {
        OfAgency known = endedOfAgency == null ? ended.of(agencyId) : endedOfAgency;
        endedOfAgency = known;
        return known;
    }

    /**
     * Why the client has no right to ask for this, whoever the case is about; empty if it has.
     *
     * @param overridesBlock whether it would override disclosure blocks
     */
    public Optional<Refusal> refusal(String purpose, boolean overridesBlock) {
        return refusalOfToken(purpose, overridesBlock)
                .or(() -> endedOf(agencyIdOfToken()).include(purpose) ? Optional.of(ENDED) : Optional.empty());
    }

    /** The same for whoever looks itself at what is ended, as the statement of a read does. */
    public Optional<Refusal> refusalOfToken(String purpose, boolean overridesBlock) {
        TokenClaims claims = claims();
        if (!identity.hasRole(Roles.AGENCY_SYSTEM) && !identity.hasRole(Roles.CASEWORKER)) {
            return Optional.of(new Refusal(ProblemType.FORBIDDEN, "The access token has no role that reads."));
        }
        if (claims.agencyId() == null) {
            return Optional.of(new Refusal(TokenClaims.NO_AGENCY, "The claim agency_id is missing."));
        }
        if (!claims.purposes().contains(purpose)) {
            return Optional.of(
                    new Refusal(TokenClaims.PURPOSE_NOT_ENTITLED, "The claim purposes does not list this purpose.")); // R18
        }
        if (overridesBlock && !claims.overridesBlocks()) {
            return Optional
                    .of(new Refusal(BLOCK_OVERRIDE_NOT_ENTITLED, "The claim disclosure_block_override is not true.")); // R14
        }
        return Optional.empty();
    }

    /** Who asks, as the log names it (R25). A caseworker is its own employee; a system says for whom it asks, or nobody. */
    public Requester asRequester() {
        return new Requester(agencyIdOfToken(), claims().clientId(), employee());
    }

    /**
     * Who tries something without a right, of an agency or of none. What a person's or anybody's software says in
     * Employee-Reference counts for nothing; a login of a person is not named (it would be kept with the case).
     */
    public Requester asTrier() {
        return new Requester(claims().agencyId(), claims().clientId(), employee());
    }

    /** Who asks, known by the own login rather than as an agency; not necessarily of one. */
    public Requester asLogin() {
        return new Requester(claims().agencyId(), claims().clientId(), claims().subject());
    }

    private TokenClaims claims() {
        return TokenClaims.of(identity);
    }

    /**
     * On what limits count: an agency's client. Caseworkers share the client of the pages, so each of them counts by itself; an
     * Employee-Reference, which anybody can make up, does not. Logins of no agency count together: they have nothing to ask here, and
     * anybody can have many.
     */
    public String limitedAs() {
        return claims().agencyId() + " " + claims().clientId()
                + (identity.hasRole(Roles.AGENCY_SYSTEM) || claims().agencyId() == null
                        ? ""
                        : " " + claims().subject());
    }

    /** For whom an agency's system says to ask; to be told by each operation that takes the header. */
    public void onBehalfOf(@Nullable String employeeReference) {
        this.employeeReference = employeeReference;
    }

    private @Nullable String employee() {
        if (STAFF.stream().anyMatch(identity::hasRole)) {
            return claims().subject();
        }
        // Only an agency answers for whom its system names: anybody else would accuse somebody.
        boolean isAgencys = identity.hasRole(Roles.AGENCY_SYSTEM) && claims().agencyId() != null;
        return isAgencys ? employeeReference : null;
    }

    /** Purposes that the token lists (R18), but for those that are ended. */
    public Set<String> entitledPurposes() {
        String agencyId = claims().agencyId();
        if (agencyId == null) {
            return claims().purposes();
        }
        OfAgency ofAgency = endedOf(agencyId);
        return claims().purposes().stream().filter(purpose -> !ofAgency.include(purpose))
                .collect(Collectors.toUnmodifiableSet());
    }
}
