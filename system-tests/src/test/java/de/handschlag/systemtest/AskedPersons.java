package de.handschlag.systemtest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

import de.handschlag.teststack.TestIdentities;

/** Persons of a benchmark whom many agencies ask: there is one grant per person, agency and purpose. */
final class AskedPersons {

    static final String PURPOSE = "case-management";
    private static final int PERSONS = 100;

    private final RunningStack stack;
    private final String id;
    private final Agency agency;
    private final List<Person> persons = new ArrayList<>();

    /** @param id of the benchmark's run, in all names */
    AskedPersons(RunningStack stack, String id) {
        this.stack = stack;
        this.id = id;
        this.agency = Agency.registered(stack, "benchmark-" + id, "mbe", PURPOSE, "housing-search");
    }

    /** The agency that knows all of them first. */
    Agency agency() {
        return agency;
    }

    /** Whose the request with this number is. */
    Person of(int number) {
        return persons.get(number % PERSONS);
    }

    static int count() {
        return PERSONS;
    }

    void enrol() throws InterruptedException {
        for (int i = 0; i < PERSONS; i++) {
            persons.add(new Person(stack, "benchmark-" + id + "-" + i));
        }
        Load.inParallel(PERSONS, 8, i -> {
            Person.enrolledBy(agency, reference(i), persons.get(i).name());
            agency.contribute(reference(i), "phone", "+49 30 1234" + i);
            persons.get(i).approve(agency.ask(reference(i), "housing-search", "phone"));
        });
    }

    private String reference(int person) {
        return "B-" + id + "-" + person;
    }

    /**
     * Has so many requests wait, each person's many by as many agencies.
     *
     * @param then what is done about each
     * @return their ids, each at its number
     */
    String[] asked(int total, BiConsumer<Person, String> then) throws InterruptedException {
        String[] records = new String[total];
        List<Agency> agencies = IntStream.rangeClosed(0, total / PERSONS)
                .mapToObj(round -> Agency.registered(stack, "benchmark-" + id + "-" + round, "mbe", PURPOSE)).toList();
        AtomicInteger done = new AtomicInteger();
        Load.inParallel(PERSONS, 8, person -> {
            for (int i = person; i < total; i += PERSONS) {
                Agency recipient = agencies.get(i / PERSONS);
                persons.get(person).giveTo(recipient, reference(person));
                records[i] = recipient.ask(reference(person), PURPOSE, "phone");
                then.accept(persons.get(person), records[i]);
                int count = done.incrementAndGet();
                if (count % (total / 10) == 0) {
                    System.out.printf("prepared %d of %d requests%n", count, total);
                }
            }
        });
        return records;
    }

    /** No login in the middle of the measurement: a token lasts five minutes. */
    void logIn() {
        TestIdentities.forgetTokens();
        agency.token();
        persons.forEach(Person::token);
    }
}
