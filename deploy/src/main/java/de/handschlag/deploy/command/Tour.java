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
        out.println();
        out.println("Addresses (loopback only)");
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
        if (!Files.exists(stack.state().demonstration())) {
            out.println("No demonstration is loaded. Ctrl-C stops everything that this command started.");
            return;
        }
        out.println("Logins of the demonstration (realm handschlag; passwords are in " + stack.secrets().file() + ")");
        login(out, Amira.USERNAME, stack.secrets().get(Logins.PERSON_SECRET),
                "a person; the other 199 have the same password");
        login(out, "caseworker", stack.secrets().get("login.caseworker"), "works for the Jobcenter");
        login(out, "dpo", stack.secrets().get("login.dpo"), "data-protection officer");
        login(out, "admin", stack.secrets().get("login.admin"), "municipal IT");
        out.println();
        out.println("A tour of five minutes: paste these lines into another terminal, one after the other");
        out.println();
        out.println(lines());
        out.println();
        out.println(
                "The same as one command, with times: deploy/demo        Ctrl-C stops everything that this command started.");
    }

    private static void login(PrintStream out, String name, String password, String who) {
        out.printf("  %-12s %s   %s%n", name, password, who);
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
                # The Jobcenter reads what a statute lets it know, with the norm; and is denied what Amira has to permit
                as "$JOBCENTER" '%REGISTRY%/v1/cases/%CASE%/view?purpose=case-management'
                as "$JOBCENTER" '%REGISTRY%/v1/cases/%CASE%/view?purpose=appointments'
                # It asks for two attributes, to make appointments; Amira reads the notice and approves
                RECORD=$(as "$JOBCENTER" %CONSENT%/v1/consent-requests -d '{"caseReference":"%CASE%","purpose":"appointments","attributes":["phone","preferred_language"],"months":3}' | member consentRequestId)
                as "$AMIRA" "%CONSENT%/v1/me/consent-records/$RECORD?language=en"
                HASH=$(as "$AMIRA" "%CONSENT%/v1/me/consent-records/$RECORD?language=en" | member hash)
                as "$AMIRA" "%CONSENT%/v1/me/consent-records/$RECORD/approval" -d '{"language":"en","noticeHash":"'"$HASH"'"}'
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
