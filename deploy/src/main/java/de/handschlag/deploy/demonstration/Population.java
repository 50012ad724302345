package de.handschlag.deploy.demonstration;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import de.handschlag.deploy.demonstration.DemoPerson.Answer;
import de.handschlag.deploy.demonstration.DemoPerson.Request;
import de.handschlag.deploy.demonstration.DemoPerson.Value;

/**
 * Makes the persons of the demonstration. The same seed gives the same persons, whoever runs it and in whatever order they
 * are loaded: each person has a generator of their own.
 */
final class Population {

    /** Everything is as of this day, so that a demonstration of next year is the same as today's. */
    static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

    /** How many of an agency's purposes a person is asked for: some 2.9 requests per person. */
    private static final double REQUESTED = 0.62;

    private final long seed;

    Population(long seed) {
        this.seed = seed;
    }

    /** The persons from 0 to {@code count - 1}; the first is always Amira Haddad, who the tour is about. */
    List<DemoPerson> persons(int count) {
        List<DemoPerson> persons = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            persons.add(index == 0 ? Amira.person() : person(index));
        }
        return persons;
    }

    private DemoPerson person(int index) {
        // java.util.Random's sequence is part of its specification and will not change. Neighbouring seeds begin alike, so
        // they are spread first (the finaliser of SplitMix64).
        Random random = new Random(spread(seed + index));
        Origin origin = origin(random);
        // Two thirds of the adults from Ukraine are women; among the others men are the greater part (AZR).
        boolean female = random.nextDouble() < (origin.nationality().equals("UKR") ? 0.64 : 0.42);
        String given = oneOf(random, female ? origin.femaleNames() : origin.maleNames());
        String family = oneOf(random, origin.familyNames());
        String language = language(random, origin);
        LocalDate birthDate = birthDate(random);
        LocalDate entry = entry(random, origin, birthDate);
        PersonFacts facts = new PersonFacts(random, origin, female, birthDate, entry);

        SortedMap<String, String> cases = new TreeMap<>();
        List<DemoAgency> agencies = agencies(random, facts.age());
        for (DemoAgency agency : agencies) {
            cases.put(agency.id(), String.format(Locale.ROOT, "%s-2026-%04d", agency.prefix(), 1000 + index));
        }
        DemoAgency registrationOffice = DemoAgency.of(DemoAgency.REGISTRATION_OFFICE);
        cases.put(registrationOffice.id(),
                String.format(Locale.ROOT, "%s-2026-%04d", registrationOffice.prefix(), 1000 + index));
        DemoAgency first = agencies.getFirst();
        SortedMap<String, List<Value>> values = new TreeMap<>();
        List<Value> base = new ArrayList<>(List.of(value("family_name", family, entry),
                value("given_names", given, entry), value("nationalities", origin.nationality(), entry),
                value("preferred_language", language, entry)));
        values.put(registrationOffice.id(), base);
        if (random.nextDouble() < 0.55) {
            base.add(value("birth_date", birthDate.toString(), entry));
        }
        for (DemoAgency agency : agencies) {
            String attribute = oneOf(random, agency.contributes());
            if (random.nextDouble() < 0.38) {
                values.computeIfAbsent(agency.id(), _ -> new ArrayList<>())
                        .add(value(attribute, facts.of(attribute), facts.asOf()));
            }
        }
        return new DemoPerson(index, username(given, family, index), origin.nationality(), language, birthDate, cases,
                first.id(), values, requests(random, agencies));
    }

    private static List<Request> requests(Random random, List<DemoAgency> agencies) {
        List<Request> requests = new ArrayList<>();
        for (DemoAgency agency : agencies) {
            for (String purpose : agency.asksFor()) {
                if (random.nextDouble() > REQUESTED) {
                    continue;
                }
                List<String> attributes = new ArrayList<>(Purposes.WANTED.get(purpose));
                Collections.shuffle(attributes, random);
                attributes = attributes.subList(0, Math.min(attributes.size(), 3 + random.nextInt(5)));
                List<String> explicit = attributes.stream().filter(Purposes.SPECIAL_CATEGORY::contains).sorted()
                        .toList();
                requests.add(new Request(agency.id(), purpose, attributes.stream().sorted().toList(), explicit,
                        oneOf(random, List.of(3, 6, 12, 12)), answer(random)));
            }
        }
        return requests;
    }

    private static Answer answer(Random random) {
        double at = random.nextDouble();
        if (at < 0.86) {
            return Answer.APPROVE;
        }
        return at < 0.92 ? Answer.REFUSE : at < 0.95 ? Answer.WITHDRAW_LATER : Answer.LEAVE_OPEN;
    }

    private static List<DemoAgency> agencies(Random random, int age) {
        // Nobody deals with only one office; young people have other ones than adults.
        List<DemoAgency> first = new ArrayList<>(age < 27
                ? agencies("jmd-diakonie", "schulamt", "jugendamt", "integrationsmanagement")
                : agencies("integrationsmanagement", "jobcenter", "sozialamt", "mbe-caritas"));
        Collections.shuffle(first, random);
        List<DemoAgency> others = new ArrayList<>(DemoAgency.ALL);
        others.removeAll(first);
        others.removeIf(agency -> agency.id().equals(DemoAgency.REGISTRATION_OFFICE));
        Collections.shuffle(others, random);
        List<DemoAgency> chosen = new ArrayList<>(List.of(first.getFirst()));
        if (random.nextDouble() < 0.55) {
            chosen.add(first.get(1));
        }
        chosen.add(others.getFirst());
        return chosen;
    }

    private static List<DemoAgency> agencies(String... ids) {
        return List.of(ids).stream().map(DemoAgency::of).toList();
    }

    private static Origin origin(Random random) {
        int at = random.nextInt(Origin.ALL.stream().mapToInt(Origin::weight).sum());
        for (Origin origin : Origin.ALL) {
            at -= origin.weight();
            if (at < 0) {
                return origin;
            }
        }
        throw new IllegalStateException();
    }

    private static String language(Random random, Origin origin) {
        List<String> languages = origin.languages();
        return languages.size() == 1 || random.nextDouble() < 0.72
                ? languages.getFirst()
                : languages.get(1 + random.nextInt(languages.size() - 1));
    }

    /** From 16, who use the service themselves (R11); most are between 20 and 45. */
    private static LocalDate birthDate(Random random) {
        double years = 16 + Math.min(60, Math.abs(random.nextGaussian()) * 14 + random.nextDouble() * 14);
        return TODAY.minusDays(Math.round(years * 365.25));
    }

    private static LocalDate entry(Random random, Origin origin, LocalDate birthDate) {
        int from = Math.max(origin.fromYear(), birthDate.getYear());
        int year = from + (int) (Math.pow(random.nextDouble(), 1.6) * (2026 - from));
        LocalDate entry = LocalDate.of(year, 1 + random.nextInt(12), 1 + random.nextInt(28));
        return entry.isBefore(birthDate) ? birthDate : entry.isAfter(TODAY) ? TODAY : entry;
    }

    private static Value value(String attribute, String value, LocalDate asOf) {
        return new Value(attribute, value, asOf);
    }

    private static String username(String given, String family, int index) {
        String ascii = Normalizer.normalize(given + "." + family, Normalizer.Form.NFD).replaceAll("[^A-Za-z.]", "");
        return ascii.toLowerCase(Locale.ROOT) + "." + index;
    }

    private static long spread(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    static <T> T oneOf(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
