package de.handschlag.deploy.demonstration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import de.handschlag.deploy.local.Secrets;
import de.handschlag.deploy.stack.StackSettings;

/** What a stack that plays the demonstration has otherwise than another one. */
public final class DemonstrationSettings {

    /** So that an answer is overdue before somebody has had a look around (R23); 72 hours otherwise. */
    static final String ANSWER_WITHIN = "PT2M";
    /** One of the numbers that are given to nobody. */
    static final String HELP_PHONE = "+49 30 23125 555";

    private DemonstrationSettings() {}

    /** The same stack, with the logins of the demonstration on the start pages, a number to call, and a short time to answer. */
    public static StackSettings of(StackSettings settings, Secrets secrets) {
        Map<String, String> persons = new HashMap<>(logins(secrets, Amira.USERNAME, "admin"));
        persons.put("HANDSCHLAG_HELP_PHONE", HELP_PHONE);
        Map<String, String> offices = new HashMap<>(logins(secrets, "caseworker"));
        offices.put("HANDSCHLAG_NOTIFICATION_ANSWER_WITHIN", ANSWER_WITHIN);
        return settings.with("consent", persons).with("registry", offices).with("audit", logins(secrets, "dpo"));
    }

    private static Map<String, String> logins(Secrets secrets, String... names) {
        return Map.of("HANDSCHLAG_DEMONSTRATION_LOGINS", List.of(names).stream()
                .map(name -> name + ":" + Logins.password(secrets, name)).collect(Collectors.joining(",")));
    }
}
