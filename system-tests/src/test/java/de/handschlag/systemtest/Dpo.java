package de.handschlag.systemtest;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** The data-protection officer, asking the log. */
final class Dpo {

    private Dpo() {}

    /** All disclosures to an agency, page by page, newest first. */
    static List<JsonNode> disclosures(RunningStack stack, String agencyId) {
        return entries(stack, "&decision=disclosed&agencyId=" + agencyId);
    }

    /** All entries of a filter, page by page, newest first. */
    static List<JsonNode> entries(RunningStack stack, String filter) {
        List<JsonNode> entries = new ArrayList<>();
        String page = "/v1/log-entries?queryPurpose=routine-control&limit=200" + filter;
        String cursor = "";
        while (cursor != null) {
            JsonNode answer = stack.audit().get(stack.identities().dpo(), page + cursor).expect(200).body();
            answer.path("entries").forEach(entries::add);
            cursor = answer.hasNonNull("nextCursor") ? "&cursor=" + answer.path("nextCursor").asText() : null;
        }
        return entries;
    }
}
