package de.handschlag.deploy.demonstration;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import de.handschlag.deploy.demonstration.DemoPerson.Answer;
import de.handschlag.deploy.demonstration.DemoPerson.Request;
import de.handschlag.deploy.demonstration.DemoPerson.Value;

/** The person that the tour and the main job are about: the same under every seed. */
public final class Amira {

    /** Login name. */
    public static final String USERNAME = "amira";

    /** The agency that supports her, under professional secrecy. */
    public static final String COUNSELLING_AGENCY = "integrationsmanagement";

    /** The agency that asks for her data. */
    public static final String READING_AGENCY = "jobcenter";

    /** Her case there. */
    public static final String READING_CASE = "JC-2026-0001";

    /** Another agency that knows her, and has no permission. */
    public static final String OTHER_AGENCY = "sozialamt";

    /** Her case there. */
    public static final String OTHER_CASE = "SO-2026-0001";

    private Amira() {}

    static DemoPerson person() {
        LocalDate asOf = LocalDate.of(2026, 3, 2);
        Map<String, List<Value>> values = Map.of(DemoAgency.REGISTRATION_OFFICE,
                List.of(new Value("family_name", "Haddad", asOf), new Value("given_names", "Amira", asOf),
                        new Value("birth_date", "1991-04-17", asOf), new Value("nationalities", "SYR", asOf),
                        new Value("address", "Lindenweg 4, 99100 Musterau", asOf)),
                "auslaenderbehoerde", List.of(new Value("residence_title", "ae-25-2", asOf)), "volkshochschule",
                List.of(new Value("phone", "+49 1515 5550101", asOf), new Value("preferred_language", "ar", asOf),
                        new Value("german_level", "B1", asOf)),
                // Under professional secrecy: nobody else reads it, whoever asks (R9).
                COUNSELLING_AGENCY, List.of(new Value("phone", "+49 1515 5550199", asOf),
                        new Value("integration_plan_goals", "Pflegehelferin, B2 bis Jahresende", asOf)));
        return new DemoPerson(0, USERNAME, "SYR", "ar", LocalDate.of(1991, 4, 17),
                new TreeMap<>(Map.of(DemoAgency.REGISTRATION_OFFICE, "BB-2026-0001", "auslaenderbehoerde",
                        "AB-2026-0001", "volkshochschule", "VH-2026-0001", COUNSELLING_AGENCY, "IM-2026-0001",
                        READING_AGENCY, READING_CASE, OTHER_AGENCY, OTHER_CASE)),
                COUNSELLING_AGENCY, values,
                List.of(new Request(COUNSELLING_AGENCY, "case-management",
                        List.of("address", "family_name", "german_level", "given_names"), List.of(), 12,
                        Answer.APPROVE),
                        // Two that wait when somebody looks around; the main job asks for others.
                        new Request("volkshochschule", "german-course-placement",
                                List.of("family_name", "given_names", "birth_date", "german_level", "phone"), List.of(),
                                6, Answer.LEAVE_OPEN),
                        new Request("auslaenderbehoerde", "appointments",
                                List.of("phone", "preferred_language", "interpreter_need"), List.of(), 3,
                                Answer.LEAVE_OPEN)));
    }
}
