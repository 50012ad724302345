package de.handschlag.deploy.demonstration;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import de.handschlag.deploy.identity.KeycloakAdmin;
import de.handschlag.deploy.identity.Realms;
import de.handschlag.deploy.local.Secrets;
import de.handschlag.deploy.local.StackException;
import de.handschlag.deploy.stack.LocalStack;

/**
 * Loads the demonstration municipality into a running stack: 13 agencies, 200 persons, their values and decisions. Each step
 * can be repeated, so that a loading that was interrupted goes on where it was.
 */
public final class Demonstration {

    /** Fixed, so that documentation and demonstration agree. */
    static final long SEED = 20260630;
    static final int PERSONS = 200;

    /** More at once are cheaper in all: the relay publishes what has gathered in one batch, and ends it with one heartbeat. */
    private static final int AT_ONCE = 12;
    private static final int USERS_PER_IMPORT = 10;

    private final LocalStack stack;
    private final Progress progress;
    private final List<DemoPerson> persons;

    public Demonstration(LocalStack stack, Progress progress) {
        this(stack, progress, PERSONS);
    }

    /**
     * A smaller municipality, for tests.
     *
     * @param count how many of the persons there are; the first ones, and no fewer than 8, or nobody has an emergency
     */
    public Demonstration(LocalStack stack, Progress progress, int count) {
        this.stack = stack;
        this.progress = progress;
        this.persons = new Population(SEED).persons(count);
    }

    /** Loads unless an earlier start has loaded all of it. */
    public void loadOnce() {
        if (Files.exists(stack.state().demonstration())) {
            return;
        }
        load();
        try {
            Files.writeString(stack.state().demonstration(), "seed " + SEED + ", " + persons.size() + " persons\n");
        } catch (IOException e) {
            throw new StackException("Cannot write " + stack.state().demonstration(), e);
        }
    }

    private void load() {
        Secrets secrets = stack.secrets();
        int steps = DemoAgency.ALL.size() + persons.size() + persons.size();
        AtomicInteger done = new AtomicInteger();
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            KeycloakAdmin keycloak = new KeycloakAdmin(http, stack.keycloak().url(), stack.keycloak().adminPassword());
            Logins logins = new Logins(http, stack.keycloak().url(), secrets);
            ServiceClient services = new ServiceClient(http);
            progress.at("staff and agencies", 0, steps);
            keycloak.importUsers(Realms.HANDSCHLAG, staff(secrets));
            String admin = logins.staff("admin");
            await(DemoAgency.ALL.stream().<Future<?>>map(agency -> workers.submit(() -> {
                register(agency, keycloak, services, admin, secrets);
                progress.at("agencies", done.incrementAndGet(), steps);
            })).toList());

            PersonLoader loader = new PersonLoader(services, logins, stack.url("consent"), stack.url("registry"));
            Story story = new Story(services, logins, stack.url("consent"), stack.url("registry"));
            // First of all, so that what is owed about her is overdue when the rest is loaded.
            keycloak.importUsers(Realms.HANDSCHLAG, List.of(login(persons.getFirst(), secrets)));
            loader.load(persons.getFirst());
            story.permittedReadAndTakenBack();
            progress.at("Amira's story", done.addAndGet(2), steps);
            List<Future<?>> work = new ArrayList<>();
            for (int from = 1; from < persons.size(); from += USERS_PER_IMPORT) {
                List<DemoPerson> some = persons.subList(from, Math.min(from + USERS_PER_IMPORT, persons.size()));
                work.add(workers.submit(() -> {
                    keycloak.importUsers(Realms.HANDSCHLAG,
                            some.stream().map(person -> login(person, secrets)).toList());
                    progress.at("persons' logins", done.addAndGet(some.size()), steps);
                    for (DemoPerson person : some) {
                        loader.load(person);
                        progress.at("persons, values, decisions", done.incrementAndGet(), steps);
                    }
                }));
            }
            await(work);
            story.emergencyToReview(persons);
            story.triesWithoutRight();
        }
    }

    private static List<KeycloakAdmin.User> staff(Secrets secrets) {
        DemoAgency jobcenter = DemoAgency.of("jobcenter");
        return List.of(new KeycloakAdmin.User("dpo", secrets.get("login.dpo"), List.of("dpo"), Map.of()),
                new KeycloakAdmin.User("admin", secrets.get("login.admin"), List.of("admin"), Map.of()),
                new KeycloakAdmin.User("caseworker", secrets.get("login.caseworker"), List.of("caseworker"),
                        Map.of("agency_id", List.of(jobcenter.id()), "purposes", jobcenter.purposes())));
    }

    private static KeycloakAdmin.User login(DemoPerson person, Secrets secrets) {
        return new KeycloakAdmin.User(person.username(), secrets.get(Logins.PERSON_SECRET), List.of("data-subject"),
                Map.of());
    }

    private void register(DemoAgency agency, KeycloakAdmin keycloak, ServiceClient services, String admin,
            Secrets secrets) {
        String clientId = "agency-" + agency.id();
        keycloak.ensureAgencyClient(Realms.HANDSCHLAG, clientId, secrets.get("client." + clientId), agency.id(),
                agency.purposes(), List.of(), List.of("agency-system"), KeycloakAdmin.agencyScopes());
        services.put(stack.url("consent") + "/v1/agencies/" + agency.id(), admin, agency.description())
                .expect("register " + agency.id(), 200, 201);
    }

    private static void await(List<Future<?>> work) {
        for (Future<?> part : work) {
            try {
                part.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("Interrupted while loading the demonstration", e);
            } catch (ExecutionException e) {
                throw new StackException(
                        "The demonstration could not be loaded: " + requireNonNull(e.getCause()).getMessage()
                                + "\nThe next deploy/run goes on where this one was.",
                        e.getCause());
            }
        }
    }
}
