package de.handschlag.deploy.demonstration;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/** Attribute values of one invented person, drawn so that they fit each other: age, stay and origin. */
final class PersonFacts {

    private final Random random;
    private final Origin origin;
    private final boolean female;
    private final LocalDate entry;
    private final int age;
    private final int yearsHere;

    PersonFacts(Random random, Origin origin, boolean female, LocalDate birthDate, LocalDate entry) {
        this.random = random;
        this.origin = origin;
        this.female = female;
        this.entry = entry;
        this.age = (int) ChronoUnit.YEARS.between(birthDate, Population.TODAY);
        this.yearsHere = (int) ChronoUnit.YEARS.between(entry, Population.TODAY);
    }

    int age() {
        return age;
    }

    /** A day within the last two years, not before the entry. */
    LocalDate asOf() {
        LocalDate day = Population.TODAY.minusDays(random.nextInt(700));
        return day.isBefore(entry) ? entry : day;
    }

    String of(String attribute) {
        return switch (attribute) {
            case "address" -> Population.oneOf(random,
                    List.of("Lindenweg", "Am Mühlbach", "Bahnhofstraße", "Gartenstraße", "Schillerstraße",
                            "Unterkunft Ziegelei"))
                    + " " + (1 + random.nextInt(80)) + ", 99" + (100 + random.nextInt(20)) + " "
                    + Population.oneOf(random, List.of("Musterau", "Neuenfeld", "Altdorf"));
            case "benefit_type" -> yearsHere < 2 && !origin.nationality().equals("UKR")
                    ? "asylblg"
                    : weighted("sgb2", 60, "none", 30, "sgb12", 10);
            case "childcare_need" -> weighted("under-3", 40, "from-3", 40, "none", 20);
            case "course_attendance" -> weighted("attending", 75, "interrupted", 15, "not-proper", 10);
            case "degree_recognition" -> weighted("none", 50, "applied", 30, "full", 20);
            case "employment_status" -> yearsHere < 2
                    ? weighted("unemployed", 70, "course", 30)
                    : weighted("employed", 48, "unemployed", 32, "mini-job", 12, "apprentice", 8);
            case "entry_date" -> entry.toString();
            case "german_level" -> germanLevel();
            case "health_insurance" ->
                weighted("AOK", 55, "Techniker Krankenkasse", 20, "BARMER", 15, "Behandlungsschein", 10);
            case "household_size" -> weighted("1", 38, "2", 18, "3", 16, "4", 16, "5", 8, "6", 4);
            case "housing_type" -> yearsHere < 2
                    ? weighted("shared", 65, "own", 35)
                    : weighted("own", 75, "shared", 20, "private-host", 5);
            case "integration_course" -> yearsHere < 3
                    ? weighted("entitled", 40, "attending", 60)
                    : weighted("completed", 60, "attending", 25, "entitled", 15);
            case "integration_plan_goals" ->
                weighted("B1 bis Jahresende", 40, "Ausbildungsplatz", 30, "eigene Wohnung", 30);
            case "interpreter_need", "preferred_language" -> origin.languages().getFirst();
            case "marital_status" -> age < 22 ? "LD" : weighted("VH", 50, "LD", 36, "GS", 9, "VW", 5);
            case "medical_need" -> weighted("regelmäßige Medikation", 50, "Psychotherapie empfohlen", 50);
            case "occupation" -> Population.oneOf(random, female
                    ? List.of("Lehrerin", "Krankenpflegerin", "Buchhalterin", "Schneiderin", "Köchin", "keine Angabe")
                    : List.of("Elektriker", "Fahrer", "Maurer", "Ingenieur", "Koch", "Landwirt", "keine Angabe"));
            case "phone" -> "+49 1515 " + (1000000 + random.nextInt(8999999));
            case "residence_title" ->
                random.nextDouble() < 0.8 ? origin.usualTitle() : yearsHere >= 5 ? "ne" : "gestattung";
            case "school_attainment" -> weighted("3", 40, "2", 25, "6", 20, "1", 15);
            case "school_enrolment" -> age < 20
                    ? weighted("Berufsschule", 60, "Gymnasium", 15, "Vorbereitungsklasse", 25)
                    : "nicht schulpflichtig";
            case "skills" -> Population.oneOf(random, List.of("Führerschein B", "Schweißen", "Tabellenkalkulation",
                    "Pflege", "mehrsprachige Kundenbetreuung"));
            case "title_valid_until" -> Population.TODAY.plusDays(30 + random.nextInt(1000)).toString();
            case "vaccination_status" -> weighted("measles-proved", 70, "measles-open", 30);
            case "work_permission" -> weighted("allowed", 80, "permission-required", 20);
            default -> throw new IllegalArgumentException("no distribution for " + attribute);
        };
    }

    private String germanLevel() {
        return switch (Math.min(yearsHere, 6)) {
            case 0 -> weighted("A0", 60, "A1", 40);
            case 1 -> weighted("A1", 50, "A2", 35, "A0", 15);
            case 2, 3 -> weighted("A2", 40, "B1", 35, "A1", 20, "B2", 5);
            default -> weighted("B1", 42, "B2", 25, "A2", 23, "C1", 10);
        };
    }

    /** Values with their shares in per cent. */
    private String weighted(Object... valuesAndShares) {
        int at = random.nextInt(100);
        for (int i = 0; i < valuesAndShares.length; i += 2) {
            at -= (Integer) valuesAndShares[i + 1];
            if (at < 0) {
                return (String) valuesAndShares[i];
            }
        }
        throw new IllegalArgumentException("shares below 100");
    }
}
