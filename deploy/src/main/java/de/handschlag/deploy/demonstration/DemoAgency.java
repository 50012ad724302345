package de.handschlag.deploy.demonstration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An agency of the demonstration.
 *
 * @param id          agency id
 * @param name        what people call it
 * @param type        key of the catalogue's agency types
 * @param differs     what is not as the catalogue has it for the type: sector, data protection law, authority
 * @param prefix      begins its case references
 * @param asksFor     purposes for which it asks persons
 * @param readsBy     purposes for which a statute lets it read
 * @param contributes attributes that it knows first-hand
 */
record DemoAgency(String id, String name, String type, Map<String, String> differs, String prefix, List<String> asksFor,
        List<String> readsBy, List<String> contributes) {

    /** The agency that knows names, birth dates and nationalities of all: an office under no professional secrecy (R9). */
    static final String REGISTRATION_OFFICE = "buergerbuero";

    /** The purpose of an emergency access (R21). */
    static final String EMERGENCY = "vital-emergency";

    private static final Map<String, String> OF_THE_CATHOLIC_CHURCH = Map.of("sector", "CHURCH", "dataProtectionRegime",
            "KDG", "authority", "kdsz");
    private static final Map<String, String> OF_THE_PROTESTANT_CHURCH = Map.of("sector", "CHURCH",
            "dataProtectionRegime", "DSG-EKD", "authority", "bfd-ekd");

    /** The agencies of the invented district of Musterau. */
    static final List<DemoAgency> ALL = List.of(
            new DemoAgency("integrationsmanagement", "Integrationsmanagement Landkreis Musterau",
                    "integrationsmanagement", Map.of(), "IM",
                    List.of("case-management", "application-help", "appointments"), List.of(),
                    List.of("entry_date", "german_level", "integration_plan_goals")),
            new DemoAgency("jobcenter", "Jobcenter Musterau", "jobcenter", Map.of(), "JC", List.of("appointments"),
                    List.of("case-management", "qualification-recognition", "job-placement", "benefit-eligibility"),
                    List.of("benefit_type", "employment_status", "occupation")),
            new DemoAgency("auslaenderbehoerde", "Ausländerbehörde Landkreis Musterau", "auslaenderbehoerde", Map.of(),
                    "AB", List.of("appointments"), List.of("residence-procedure"),
                    List.of("residence_title", "title_valid_until", "work_permission")),
            new DemoAgency("sozialamt", "Sozialamt Landkreis Musterau", "sozialamt", Map.of(), "SO",
                    List.of("appointments"), List.of("case-management", "benefit-eligibility"),
                    List.of("benefit_type", "health_insurance", "preferred_language")),
            new DemoAgency("jugendamt", "Jugendamt Landkreis Musterau", "jugendamt", Map.of(), "JA",
                    List.of("appointments"), List.of("childcare-place", "child-protection"),
                    List.of("childcare_need", "household_size", "marital_status")),
            new DemoAgency("schulamt", "Staatliches Schulamt Musterau", "schulamt", Map.of(), "SA",
                    List.of("school-support", "appointments"), List.of("school-admission"),
                    List.of("school_enrolment", "school_attainment")),
            new DemoAgency("gesundheitsamt", "Gesundheitsamt Landkreis Musterau", "gesundheitsamt", Map.of(), "GA",
                    List.of("health-appointment", "appointments"), List.of("infection-control"),
                    List.of("health_insurance", "vaccination_status")),
            new DemoAgency("wohnungsamt", "Amt für Wohnen und Unterbringung Musterau", "wohnungsamt", Map.of(), "WO",
                    List.of("housing-search", "appointments"), List.of("housing-allocation"),
                    List.of("phone", "housing_type", "household_size")),
            new DemoAgency("mbe-caritas", "Migrationsberatung der Caritas Musterau", "mbe", OF_THE_CATHOLIC_CHURCH,
                    "MB", List.of("counselling-referral", "application-help", "qualification-recognition"), List.of(),
                    List.of("phone", "marital_status", "degree_recognition")),
            new DemoAgency("jmd-diakonie", "Jugendmigrationsdienst der Diakonie Musterau", "jmd",
                    OF_THE_PROTESTANT_CHURCH, "JM", List.of("counselling-referral", "job-matching", "mentoring"),
                    List.of(), List.of("school_attainment", "skills", "phone")),
            new DemoAgency("volkshochschule", "Volkshochschule Musterau", "volkshochschule", Map.of(), "VH",
                    List.of("german-course-placement", "appointments"), List.of(),
                    List.of("german_level", "integration_course", "course_attendance")),
            new DemoAgency("psz-refugio", "Psychosoziales Zentrum Refugio Musterau", "psz", Map.of(), "PZ",
                    List.of("health-appointment", "counselling-referral"), List.of(),
                    List.of("interpreter_need", "medical_need")),
            new DemoAgency(REGISTRATION_OFFICE, "Bürgerbüro Musterau", "meldebehoerde", Map.of(), "BB",
                    List.of("appointments"), List.of("registration"), List.of("address", "marital_status")));

    /** What its software is entitled to (R18). */
    List<String> purposes() {
        return Stream.of(asksFor, readsBy, emergencies()).flatMap(List::stream).toList();
    }

    /** The youth office alone knows emergencies here. */
    List<String> emergencies() {
        return type.equals("jugendamt") ? List.of(EMERGENCY) : List.of();
    }

    /** As an administrator registers it. The telephone numbers are among those that are given to nobody. */
    Map<String, Object> description() {
        Map<String, Object> description = new HashMap<>(differs);
        description.put("contact", "Rathausplatz 1, 99999 Musterau, Telefon 030 23125 " + (100 + ALL.indexOf(this))
                + ", " + id + "@musterau.example");
        description.put("dataProtectionOfficer", "datenschutz-" + id + "@musterau.example, Telefon 030 23125 900");
        description.put("retentionMonths", 6);
        description.put("name", name);
        description.put("agencyType", type);
        return description;
    }

    static DemoAgency of(String id) {
        return ALL.stream().filter(agency -> agency.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no agency " + id));
    }
}
