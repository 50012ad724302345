package de.handschlag.deploy.command;

import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;

import de.handschlag.deploy.demonstration.Amira;
import de.handschlag.deploy.demonstration.Logins;
import de.handschlag.deploy.local.Keycloak;
import de.handschlag.deploy.stack.LocalStack;

/** What a newcomer reads after the start: addresses, logins, and lines to try that work as they are printed. */
final class Tour {

    private final LocalStack stack;

    Tour(LocalStack stack) {
        this.stack = stack;
    }

    void print(PrintStream out) {
        boolean demonstration = Files.exists(stack.state().demonstration());
        out.println();
        out.println(demonstration ? "Logins of the demonstration, to open in a browser" : "Open in a browser");
        page(out, "for persons", "consent", demonstration, Amira.USERNAME, "two offices ask her, in Arabic or 14 more");
        page(out, "for offices", "registry", demonstration, "caseworker", "works for the Jobcenter; owes an answer");
        page(out, "for the officer", "audit", demonstration, "dpo",
                "data-protection officer; an emergency, an anomaly");
        if (demonstration) {
            page(out, "administration", "consent", true, "admin", "municipal IT");
            out.println(
                    "  The other 199 persons have amira's password. The three addresses share a login in one browser:"
                            + " log out before you become somebody else.");
        }
        out.println();
        out.println("Interfaces (loopback only)");
        out.println("  consent-service    " + stack.url("consent") + "/q/openapi");
        out.println("  registry-service   " + stack.url("registry") + "/q/openapi");
        out.println("  audit-service      " + stack.url("audit") + "/q/openapi    " + stack.url("audit")
                + "/log/checkpoint");
        for (String service : List.of("consent", "registry", "audit")) {
            out.printf("  %-18s %s/q/health    %s/q/metrics%n", service + " operation", stack.managementUrl(service),
                    stack.managementUrl(service));
        }
        out.println("  Keycloak           " + stack.keycloak().url() + "/admin    (user " + Keycloak.ADMIN
                + ", password " + stack.keycloak().adminPassword() + ")");
        out.println();
        if (!demonstration) {
            out.println("No demonstration is loaded. Ctrl-C stops everything that this command started.");
            return;
        }
        out.println("All passwords and keys are in " + stack.secrets().file());
        out.println();
        out.println("A tour of five minutes: paste these lines into another terminal, one after the other");
        out.println();
        out.println(lines());
        out.println();
        out.println(
                "The same as one command, with times: deploy/demo        Ctrl-C stops everything that this command started.");
    }

    private void page(PrintStream out, String whom, String service, boolean demonstration, String name, String who) {
        String login = demonstration
                ? "   %-10s %s   %s".formatted(name, Logins.password(stack.secrets(), name), who)
                : "";
        out.printf("  %-16s %s%s%n", whom, stack.url(service), login);
    }

    /** Bash; needs curl, sed, grep and cut only. */
    String lines() {
        return """
                secret() { sed -n "s/^$1=//p" '%SECRETS%'; }
                token() { curl -s %KEYCLOAK%/realms/handschlag/protocol/openid-connect/token "$@" | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'; }
                as() { curl -s -H "Authorization: Bearer $1" -H 'Content-Type: application/json' "${@:2}"; echo; }
                member() { grep -o "\\"$1\\":\\"[^\\"]*" | head -n 1 | cut -d '"' -f 4; }
                AMIRA=$(token -d grant_type=password -d client_id=handschlag-tour -d username=amira -d "password=$(secret login.persons)")
                DPO=$(token -d grant_type=password -d client_id=handschlag-tour -d username=dpo -d "password=$(secret login.dpo)")
                JOBCENTER=$(token -d grant_type=client_credentials -d client_id=agency-jobcenter -d "client_secret=$(secret client.agency-jobcenter)")
                # The Jobcenter reads what a statute lets it know, for a file and a reason that Amira sees; and is denied what Amira has to permit
                as "$JOBCENTER" -H 'File-Number: BG 4711-26' -H 'Read-Reason: Renewed claim to benefits' '%REGISTRY%/v1/cases/%CASE%/view?purpose=case-management'
                as "$JOBCENTER" '%REGISTRY%/v1/cases/%CASE%/view?purpose=appointments'
                # It asks for two attributes, to make appointments; Amira reads the notice and approves
                RECORD=$(as "$JOBCENTER" %CONSENT%/v1/consent-requests -d '{"caseReference":"%CASE%","purpose":"appointments","attributes":["phone","preferred_language"],"months":3}' | member consentRequestId)
                as "$AMIRA" "%CONSENT%/v1/me/consent-records/$RECORD?language=en"
                HASH=$(as "$AMIRA" "%CONSENT%/v1/me/consent-records/$RECORD?language=en" | member hash)
                as "$AMIRA" "%CONSENT%/v1/me/consent-records/$RECORD/approval" -d '{"attributes":["phone","preferred_language"],"language":"en","noticeHash":"'"$HASH"'"}'
                as "$JOBCENTER" '%REGISTRY%/v1/cases/%CASE%/view?purpose=appointments'
                # She withdraws: enforcedAt says from when on nobody reads it any more; try
                as "$AMIRA" -X POST "%CONSENT%/v1/me/consent-records/$RECORD/withdrawal"
                as "$JOBCENTER" '%REGISTRY%/v1/cases/%CASE%/view?purpose=appointments'
                # Who saw what: Amira's own view, the data-protection officer's, and the log's signed checkpoint
                as "$AMIRA" '%AUDIT%/v1/my/accesses?limit=5'
                as "$DPO" '%AUDIT%/v1/log-entries?agencyId=jobcenter&caseReference=%CASE%&queryPurpose=routine-control&limit=5'
                curl -s %AUDIT%/log/checkpoint"""
                .replace("%SECRETS%", stack.secrets().file().toString()).replace("%KEYCLOAK%", stack.keycloak().url())
                .replace("%CONSENT%", stack.url("consent")).replace("%REGISTRY%", stack.url("registry"))
                .replace("%AUDIT%", stack.url("audit")).replace("%CASE%", Amira.READING_CASE);
    }
}
