package de.handschlag.deploy.demonstration;

import java.util.List;

/**
 * An agency of the demonstration.
 *
 * @param id          agency id
 * @param name        what people call it
 * @param type        key of the catalogue's agency types
 * @param prefix      begins its case references
 * @param purposes    what its software is entitled to (R18)
 * @param contributes attributes that it knows first-hand, beside name and language
 */
record DemoAgency(String id, String name, String type, String prefix, List<String> purposes, List<String> contributes) {

    /** The agencies of the invented district of Musterau. */
    static final List<DemoAgency> ALL = List.of(
            new DemoAgency("integrationsmanagement", "Integrationsmanagement Landkreis Musterau",
                    "integrationsmanagement",
                    "IM", List.of("case-management", "application-help", "appointments"),
                    List.of("entry_date", "german_level", "integration_plan_goals")),
            new DemoAgency("jobcenter", "Jobcenter Musterau", "jobcenter", "JC",
                    List.of("case-management", "appointments", "qualification-recognition", "benefit-eligibility"),
                    List.of("benefit_type", "employment_status", "occupation")),
            new DemoAgency("auslaenderbehoerde", "Ausländerbehörde Landkreis Musterau", "auslaenderbehoerde", "AB",
                    List.of("appointments", "residence-procedure"),
                    List.of("residence_title", "title_valid_until", "work_permission")),
            new DemoAgency("sozialamt", "Sozialamt Landkreis Musterau", "sozialamt", "SO",
                    List.of("application-help", "appointments", "benefit-eligibility"),
                    List.of("benefit_type", "health_insurance", "household_members")),
            new DemoAgency("jugendamt", "Jugendamt Landkreis Musterau", "jugendamt", "JA",
                    List.of("childcare-place", "appointments", "child-protection"),
                    List.of("childcare_need", "household_members", "marital_status")),
            new DemoAgency("schulamt", "Staatliches Schulamt Musterau", "schulamt", "SA",
                    List.of("school-support", "appointments", "school-admission"),
                    List.of("school_enrolment", "school_attainment")),
            new DemoAgency("gesundheitsamt", "Gesundheitsamt Landkreis Musterau", "gesundheitsamt", "GA",
                    List.of("health-appointment", "appointments", "infection-control"),
                    List.of("health_insurance", "vaccination_status")),
            new DemoAgency("wohnungsamt", "Amt für Wohnen und Unterbringung Musterau", "wohnungsamt", "WO",
                    List.of("housing-search", "appointments", "housing-allocation"),
                    List.of("address", "housing_type", "household_members")),
            new DemoAgency("mbe-caritas", "Migrationsberatung der Caritas Musterau", "mbe", "MB",
                    List.of("counselling-referral", "application-help", "qualification-recognition"),
                    List.of("phone", "marital_status", "degree_recognition")),
            new DemoAgency("jmd-diakonie", "Jugendmigrationsdienst der Diakonie Musterau", "jmd", "JM",
                    List.of("counselling-referral", "job-matching", "mentoring"),
                    List.of("school_attainment", "skills", "phone")),
            new DemoAgency("volkshochschule", "Volkshochschule Musterau", "sprachkurstraeger", "VH",
                    List.of("german-course-placement", "appointments", "course-reporting"),
                    List.of("german_level", "integration_course", "course_attendance")),
            new DemoAgency("psz-refugio", "Psychosoziales Zentrum Refugio Musterau", "psz", "PZ",
                    List.of("health-appointment", "counselling-referral"),
                    List.of("interpreter_need", "medical_need")));

    static DemoAgency of(String id) {
        return ALL.stream().filter(agency -> agency.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no agency " + id));
    }
}
