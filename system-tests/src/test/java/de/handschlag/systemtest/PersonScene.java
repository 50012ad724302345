package de.handschlag.systemtest;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import de.handschlag.teststack.TestIdentities;

/**
 * A person with something on each of their pages: values of two offices, a grant in force that was read, one that was taken back
 * after it was read, a source under secrecy, a refusal, a request that waits, and a try that got nothing.
 *
 * @param username  to log in with
 * @param granted   id of the grant in force
 * @param withdrawn id of the one that was taken back
 * @param ended     revision of its end
 */
public record PersonScene(String username, String password, String granted, String withdrawn, long ended) {

    /** Id of the agency that contributed under secrecy. */
    public static final String SOURCE = "psz-pages";

    private static final String PURPOSE = "case-management";

    /** Plays it. */
    public static PersonScene play(RunningStack stack) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        Agency registration = named(stack, "meldebehoerde-pages", "meldebehoerde", "Bürgerbüro Musterau");
        Agency integration = named(stack, "integrationsmanagement-pages", "integrationsmanagement",
                "Integrationsmanagement des Landkreises Musterau-Seenplatte, Außenstelle Süd", PURPOSE,
                "housing-search");
        Agency centre = named(stack, "integrationszentrum-pages", "kommunales_integrationszentrum",
                "Kommunales Integrationszentrum", PURPOSE);
        Person person = Person.enrolledBy(registration, "M-" + id, "pages-" + id);
        registration.contribute("M-" + id, "phone", "+49 30 123456");
        registration.contribute("M-" + id, "family_name", "Al-Sayed Abdulrahman");
        registration.contribute("M-" + id, "birth_date", "1990-05-17");
        registration.contribute("M-" + id, "birth_country", "SYR");
        registration.contribute("M-" + id, "preferred_language", "ar");
        person.giveTo(integration, "I-" + id);
        person.giveTo(centre, "Z-" + id);
        centre.contribute("Z-" + id, "phone", "+49 151 987654");

        Agency counselling = named(stack, SOURCE, "psz", "Psychosoziales Zentrum Musterau-Seenplatte");
        person.giveTo(counselling, "P-" + id);
        counselling.contribute("P-" + id, "phone", "+49 170 555666");

        String granted = integration.ask("I-" + id, PURPOSE, "phone", "family_name", "preferred_language");
        person.approveUntilEnforced(granted);
        integration.reads("I-" + id, PURPOSE).expect(200);
        String withdrawn = centre.ask("Z-" + id, PURPOSE, "phone");
        person.approveUntilEnforced(withdrawn);
        centre.reads("Z-" + id, PURPOSE).expect(200);
        person.withdrawUntilEnforced(withdrawn);
        long ended = person.revision();
        centre.reads("Z-" + id, PURPOSE);
        String refused = centre.ask("Z-" + id, PURPOSE, "phone", "family_name");
        stack.consent().post(person.token(), "/v1/me/consent-records/" + refused + "/refusal", null).expect(200);
        integration.ask("I-" + id, "housing-search", "phone", "family_name");
        stack.registry().post(person.token(), "/v1/my/correction-requests", Map.of("attribute", "birth_date", "source",
                registration.id(), "wish", "CHANGE", "rightValue", "1990-05-18", "restrict", true)).expect(201);
        await().atMost(Duration.ofSeconds(120)).until(() -> stack.audit().get(person.token(), "/v1/my/accesses")
                .expect(200).body().path("accesses").size() >= 3);
        Map.Entry<String, String> login = TestIdentities.handschlag().dataSubjectLogin("pages-" + id);
        return new PersonScene(login.getKey(), login.getValue(), granted, withdrawn, ended);
    }

    private static Agency named(RunningStack stack, String id, String type, String name, String... purposes) {
        stack.consent().put(stack.identities().admin(), "/v1/agencies/" + id, Map.of("name", name, "agencyType", type));
        return new Agency(stack, id, purposes);
    }
}
