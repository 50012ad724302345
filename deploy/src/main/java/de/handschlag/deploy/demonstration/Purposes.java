package de.handschlag.deploy.demonstration;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the demonstration needs to know of the catalogue; a test holds it against the catalogue's files. */
final class Purposes {

    /** Attributes that need a step of their own (R5), as far as the demonstration uses them. */
    static final Set<String> SPECIAL_CATEGORY = Set.of("accessibility_need", "vaccination_status", "medical_need");

    /** What an agency asks for: a part of what the catalogue lists for the purpose (R36). */
    static final Map<String, List<String>> WANTED = Map.ofEntries(
            Map.entry("case-management",
                    List.of("family_name", "given_names", "birth_date", "preferred_language", "phone", "german_level",
                            "residence_title", "address", "employment_status")),
            Map.entry("counselling-referral",
                    List.of("family_name", "given_names", "phone", "preferred_language", "residence_title")),
            Map.entry("german-course-placement",
                    List.of("family_name", "given_names", "birth_date", "integration_course", "german_level",
                            "literacy", "phone")),
            Map.entry("school-support",
                    List.of("family_name", "given_names", "birth_date", "school_enrolment", "preferred_language",
                            "mother_tongues")),
            Map.entry("application-help",
                    List.of("family_name", "given_names", "birth_date", "address", "nationalities", "household_size",
                            "residence_title")),
            Map.entry("job-matching",
                    List.of("family_name", "given_names", "skills", "occupation", "german_level", "work_permission")),
            Map.entry("qualification-recognition",
                    List.of("family_name", "given_names", "birth_date", "school_attainment", "degree_recognition",
                            "nationalities")),
            Map.entry("housing-search",
                    List.of("family_name", "given_names", "phone", "household_size", "income", "housing_type")),
            Map.entry("health-appointment",
                    List.of("family_name", "given_names", "birth_date", "phone", "preferred_language",
                            "interpreter_need", "health_insurance", "medical_need")),
            Map.entry("mentoring", List.of("given_names", "family_name", "phone", "preferred_language")),
            Map.entry("appointments",
                    List.of("family_name", "given_names", "preferred_language", "phone", "interpreter_need")));

    private Purposes() {}
}
