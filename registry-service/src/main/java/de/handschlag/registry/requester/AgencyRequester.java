package de.handschlag.registry.requester;

import java.util.HashSet;
import java.util.Set;

import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.HttpHeaders;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

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

    private final JsonWebToken token;
    private final HttpHeaders headers;

    AgencyRequester(JsonWebToken token, HttpHeaders headers) {
        this.token = token;
        this.headers = headers;
    }

    /**
     * The agency of the token's claim {@code agency_id}.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if there is none
     */
    public String agencyId() {
        String agencyId = token.getClaim("agency_id");
        if (agencyId == null || agencyId.isBlank()) {
            throw NO_AGENCY.because("The claim agency_id is missing.");
        }
        return agencyId;
    }

    /**
     * Refuses a purpose that the client is not entitled to (R18).
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if the claim {@code purposes} does not list it
     */
    public void requireEntitlementTo(String purpose) {
        if (!entitledPurposes().contains(purpose)) {
            throw PURPOSE_NOT_ENTITLED.because("The claim purposes does not list this purpose.");
        }
    }

    /** Who asks, as the log names it (R25). A caseworker is its own employee; a system says for whom it asks, or nobody. */
    public Requester asRequester() {
        String client = token.getClaim("azp");
        return new Requester(agencyId(), client == null ? "unknown" : client, employee());
    }

    private @Nullable String employee() {
        if (token.getGroups().contains(CASEWORKER)) {
            return token.getSubject();
        }
        String employee = headers.getHeaderString(EMPLOYEE_REFERENCE);
        if (employee != null && !employee.matches("[A-Za-z0-9._~-]{1,64}")) {
            throw ProblemType.INVALID_REQUEST
                    .because(EMPLOYEE_REFERENCE + " must be 1 to 64 letters, digits or one of . _ ~ -");
        }
        return employee;
    }

    /** Purposes that the claim {@code purposes} lists (R18). */
    public Set<String> entitledPurposes() {
        Set<String> purposes = new HashSet<>();
        if (token.getClaim("purposes") instanceof JsonArray array) {
            for (JsonValue purpose : array) {
                if (purpose instanceof JsonString text) {
                    purposes.add(text.getString());
                }
            }
        }
        return purposes;
    }
}
