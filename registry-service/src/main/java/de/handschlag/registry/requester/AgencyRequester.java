package de.handschlag.registry.requester;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** The agency on whose behalf the current request comes, read from its access token. */
@RequestScoped
public class AgencyRequester {

    /** Roles that read and contribute on behalf of an agency. */
    public static final String AGENCY_SYSTEM = "agency-system";
    public static final String CASEWORKER = "caseworker";

    /** An agency's own id of the employee on whose behalf its system asks (R25). */
    public static final String EMPLOYEE_REFERENCE = "Employee-Reference";

    private static final ProblemType NO_AGENCY = new ProblemType("no-agency-in-token", 403,
            "The access token names no agency", "Das Zugriffstoken nennt keine Behörde",
            "Have the administrator set the claim agency_id of this client or login.");
    private static final ProblemType PURPOSE_NOT_ENTITLED = new ProblemType("purpose-not-entitled", 403,
            "The client is not entitled to this purpose", "Der Zugang ist für diesen Zweck nicht zugelassen",
            "Use a purpose that the claim purposes lists, or have the administrator add it.");

    private static final ProblemType BLOCK_OVERRIDE_NOT_ENTITLED = new ProblemType("block-override-not-entitled", 403,
            "The client may not override disclosure blocks", "Der Zugang darf Auskunftssperren nicht übergehen",
            "Read without the header Override-Disclosure-Block, or have the administrator set the claim.");

    /** Why a client can have no right to ask; see {@link #refusal}. */
    public static final List<ProblemType> REFUSALS = List.of(ProblemType.FORBIDDEN, NO_AGENCY, PURPOSE_NOT_ENTITLED,
            BLOCK_OVERRIDE_NOT_ENTITLED);

    /** Logins of staff: the log names them, and no header does (R25). */
    private static final List<String> STAFF = List.of(CASEWORKER, "dpo", "admin");

    private final JsonWebToken token;
    private final HttpHeaders headers;
    private final SecurityIdentity identity;

    AgencyRequester(JsonWebToken token, HttpHeaders headers, SecurityIdentity identity) {
        this.token = token;
        this.headers = headers;
        this.identity = identity;
    }

    /**
     * The agency of the token's claim {@code agency_id}.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if there is none
     */
    public String agencyId() {
        String agencyId = AgencyClaims.of(identity).agencyId();
        if (agencyId == null) {
            throw NO_AGENCY.because("The claim agency_id is missing.");
        }
        return agencyId;
    }

    /**
     * Why the client has no right to ask for this, whoever the case is about; empty if it has.
     *
     * @param overridesBlock whether it would override disclosure blocks
     */
    public Optional<Refusal> refusal(String purpose, boolean overridesBlock) {
        AgencyClaims claims = AgencyClaims.of(identity);
        if (!identity.hasRole(AGENCY_SYSTEM) && !identity.hasRole(CASEWORKER)) {
            return Optional.of(new Refusal(ProblemType.FORBIDDEN, "The access token has no role that reads."));
        }
        if (claims.agencyId() == null) {
            return Optional.of(new Refusal(NO_AGENCY, "The claim agency_id is missing."));
        }
        if (!claims.purposes().contains(purpose)) {
            return Optional.of(new Refusal(PURPOSE_NOT_ENTITLED, "The claim purposes does not list this purpose.")); // R18
        }
        if (overridesBlock && !claims.overridesBlocks()) {
            return Optional
                    .of(new Refusal(BLOCK_OVERRIDE_NOT_ENTITLED, "The claim disclosure_block_override is not true.")); // R14
        }
        return Optional.empty();
    }

    /** Who asks, as the log names it (R25). A caseworker is its own employee; a system says for whom it asks, or nobody. */
    public Requester asRequester() {
        return new Requester(agencyId(), client(), employee());
    }

    /**
     * Who tries something without a right, of an agency or of none. What a person's or anybody's software says in
     * Employee-Reference counts for nothing; a login of a person is not named (it would be kept with the case).
     */
    public Requester asTrier() {
        return new Requester(AgencyClaims.of(identity).agencyId(), client(), employee());
    }

    /** Who asks, known by the own login rather than as an agency; not necessarily of one. */
    public Requester asLogin() {
        return new Requester(AgencyClaims.of(identity).agencyId(), client(), token.getSubject());
    }

    private String client() {
        String client = token.getClaim("azp");
        return client == null ? "unknown" : client;
    }

    /**
     * On what limits count: an agency's client. Caseworkers share the client of the pages, as other logins do, so each of them
     * counts by itself; an Employee-Reference, which anybody can make up, does not.
     */
    public String limitedAs() {
        return AgencyClaims.of(identity).agencyId() + " " + client()
                + (identity.hasRole(AGENCY_SYSTEM) ? "" : " " + token.getSubject());
    }

    private @Nullable String employee() {
        // Roles come from realm_access/roles; the claim groups, which getGroups() reads, is another one.
        if (STAFF.stream().anyMatch(identity::hasRole)) {
            return token.getSubject();
        }
        List<String> employees = headers.getRequestHeader(EMPLOYEE_REFERENCE);
        if (employees.size() > 1) {
            throw InvalidRequest.header(EMPLOYEE_REFERENCE, "stands more than once");
        }
        if (!employees.isEmpty() && !employees.getFirst().matches("[A-Za-z0-9._~-]{1,64}")) {
            throw InvalidRequest.header(EMPLOYEE_REFERENCE, "1 to 64 letters, digits, or one of . _ ~ - are expected");
        }
        // Only an agency answers for whom its system names: anybody else would accuse somebody.
        boolean isAgencys = identity.hasRole(AGENCY_SYSTEM) && AgencyClaims.of(identity).agencyId() != null;
        return employees.isEmpty() || !isAgencys ? null : employees.getFirst();
    }

    /** Purposes that the claim {@code purposes} lists (R18). */
    public Set<String> entitledPurposes() {
        return AgencyClaims.of(identity).purposes();
    }
}
