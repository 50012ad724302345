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
                    List.of("Lindenweg", "Am Mühlbach", "Bahnhofstraße", "Gartenstraße",
                            "Schillerstraße", "Unterkunft Ziegelei"))
                    + " " + (1 + random.nextInt(80)) + ", 99"
                    + (100 + random.nextInt(20)) + " "
                    + Population.oneOf(random, List.of("Musterau", "Neuenfeld", "Altdorf"));
            case "benefit_type" -> yearsHere < 2 && !origin.nationality().equals("UA")
                    ? "AsylbLG"
                    : weighted(
                            "SGB II", 60, "keine", 30, "SGB XII", 10);
            case "childcare_need" ->
                weighted("ab sofort, ganztags", 40, "ab Sommer, vormittags", 40, "kein Bedarf", 20);
            case "course_attendance" -> (60 + random.nextInt(40)) + " % von 600 Unterrichtseinheiten";
            case "degree_recognition" -> weighted("nicht beantragt", 50, "in Prüfung", 30, "gleichwertig", 20);
            case "employment_status" -> yearsHere < 2
                    ? weighted("arbeitssuchend", 70, "im Sprachkurs", 30)
                    : weighted(
                            "sozialversicherungspflichtig beschäftigt", 48, "arbeitssuchend", 32, "Minijob", 12,
                            "Ausbildung", 8);
            case "entry_date" -> entry.toString();
            case "german_level" -> germanLevel();
            case "health_insurance" ->
                weighted("AOK", 55, "Techniker Krankenkasse", 20, "BARMER", 15, "Behandlungsschein", 10);
            case "household_members" -> weighted("1", 38, "2", 18, "3", 16, "4", 16, "5", 8, "6", 4);
            case "housing_type" -> yearsHere < 2
                    ? weighted("Gemeinschaftsunterkunft", 65, "Wohnung", 35)
                    : weighted("Wohnung", 75, "Gemeinschaftsunterkunft", 20, "bei Verwandten", 5);
            case "integration_course" -> yearsHere < 3
                    ? weighted("berechtigt", 40, "teilnehmend", 60)
                    : weighted("abgeschlossen", 60, "teilnehmend", 25, "berechtigt", 15);
            case "integration_plan_goals" ->
                weighted("B1 bis Jahresende", 40, "Ausbildungsplatz", 30, "eigene Wohnung", 30);
            case "interpreter_need" -> yearsHere < 4 ? "ja" : weighted("nein", 65, "ja", 35);
            case "marital_status" -> age < 22 ? "LD" : weighted("VH", 50, "LD", 36, "GS", 9, "VW", 5);
            case "medical_need" -> weighted("regelmäßige Medikation", 50, "Psychotherapie empfohlen", 50);
            case "occupation" -> Population.oneOf(random, female
                    ? List.of("Lehrerin", "Krankenpflegerin", "Buchhalterin", "Schneiderin", "Köchin", "keine Angabe")
                    : List.of("Elektriker", "Fahrer", "Maurer", "Ingenieur", "Koch", "Landwirt", "keine Angabe"));
            case "phone" -> "+49 1515 " + (1000000 + random.nextInt(8999999));
            case "residence_title" -> random.nextDouble() < 0.8
                    ? origin.usualTitle()
                    : yearsHere >= 5 ? "§ 9 AufenthG (Niederlassungserlaubnis)" : "§ 55 AsylG (Aufenthaltsgestattung)";
            case "school_attainment" -> weighted("ISCED 3", 40, "ISCED 2", 25, "ISCED 6", 20, "ISCED 1", 15);
            case "school_enrolment" -> age < 20
                    ? weighted("Berufsschule", 60, "Gymnasium", 15, "Vorbereitungsklasse", 25)
                    : "nicht schulpflichtig";
            case "skills" ->
                Population.oneOf(random, List.of("Führerschein B", "Schweißen", "Tabellenkalkulation", "Pflege",
                        "mehrsprachige Kundenbetreuung"));
            case "title_valid_until" -> Population.TODAY.plusDays(30 + random.nextInt(1000)).toString();
            case "vaccination_status" -> weighted("Grundimmunisierung vollständig", 70, "MMR fehlt", 30);
            case "work_permission" -> weighted("Erwerbstätigkeit erlaubt", 80, "Beschäftigung nur mit Erlaubnis", 20);
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
