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

    /** The agency that knows her data. */
    public static final String SOURCE_AGENCY = "integrationsmanagement";

    /** Her case there. */
    public static final String SOURCE_CASE = "IM-2026-0001";

    /** The agency that asks for them. */
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
        List<Value> values = List.of(
                new Value("family_name", "Haddad", asOf), new Value("given_names", "Amira", asOf),
                new Value("name_native_script", "أميرة حداد", asOf), new Value("birth_date", "1991-04-17", asOf),
                new Value("nationalities", "SY", asOf), new Value("preferred_language", "ar", asOf),
                new Value("address", "Lindenweg 4, 99100 Musterau", asOf), new Value("phone", "+49 1515 5550101", asOf),
                new Value("german_level", "B1", asOf), new Value("residence_title", "§ 25 Abs. 2 AufenthG", asOf));
        return new DemoPerson(0, USERNAME, "SY", "ar", LocalDate.of(1991, 4, 17),
                new TreeMap<>(
                        Map.of(SOURCE_AGENCY, SOURCE_CASE, READING_AGENCY, READING_CASE, OTHER_AGENCY, OTHER_CASE)),
                SOURCE_AGENCY,
                Map.of(SOURCE_AGENCY, values),
                List.of(new Request(READING_AGENCY, "case-management",
                        List.of("address", "family_name", "german_level", "given_names"), List.of(), 12,
                        Answer.APPROVE)));
    }
}
