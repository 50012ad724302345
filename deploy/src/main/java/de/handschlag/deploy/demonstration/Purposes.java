package de.handschlag.deploy.demonstration;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the demonstration needs to know of the catalogue; a test holds it against the catalogue's files. */
final class Purposes {

    /** Purposes for which a person can be asked (R3). */
    static final Set<String> RESTING_ON_CONSENT = Set.of("case-management", "counselling-referral",
            "german-course-placement", "school-support", "childcare-place", "application-help", "job-matching",
            "qualification-recognition", "housing-search", "health-appointment", "mentoring", "appointments");

    /** Attributes that need a step of their own (R5), as far as the demonstration uses them. */
    static final Set<String> SPECIAL_CATEGORY = Set.of("accessibility_need", "vaccination_status", "medical_need");

    /** What an agency asks for, besides what is known anyway. */
    static final Map<String, List<String>> USUALLY_WANTED = Map.ofEntries(
            Map.entry("case-management", List.of("german_level", "residence_title", "address")),
            Map.entry("counselling-referral", List.of("phone", "residence_title")),
            Map.entry("german-course-placement", List.of("german_level", "literacy")),
            Map.entry("school-support", List.of("school_enrolment", "mother_tongues")),
            Map.entry("childcare-place", List.of("childcare_need", "household_members", "address")),
            Map.entry("application-help", List.of("address", "household_members")),
            Map.entry("job-matching", List.of("skills", "occupation", "work_permission")),
            Map.entry("qualification-recognition", List.of("school_attainment", "degree_recognition")),
            Map.entry("housing-search", List.of("household_members", "income")),
            Map.entry("health-appointment", List.of("health_insurance", "interpreter_need", "medical_need")),
            Map.entry("mentoring", List.of("phone")),
            Map.entry("appointments", List.of("phone", "interpreter_need")));

    private Purposes() {}
}
