package de.handschlag.systemtest.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import de.handschlag.systemtest.PersonScene;

/**
 * Not a test: what pages weigh and when they are painted. {@code deploy/benchmark pages} runs it. Wanted are at most 30,000 bytes for
 * the first view with its login, one second until the largest part is painted, and no layout shift; the peer is the start page, which
 * asks neither a database nor another service.
 */
@Tag("benchmark")
class PagesBenchmark extends PageTestCase {

    private static final int ROUNDS = Integer.getInteger("handschlag.rounds", 9);
    private static final String PAINT = """
            () => new Promise(resolve => {
              let shift = 0;
              new PerformanceObserver(list => list.getEntries().forEach(entry => { shift += entry.value; }))
                  .observe({type: 'layout-shift', buffered: true});
              new PerformanceObserver(list => {
                const largest = list.getEntries().at(-1).startTime;
                const answer = performance.getEntriesByType('navigation')[0].responseEnd;
                requestAnimationFrame(() => resolve([largest, shift, answer]));
              }).observe({type: 'largest-contentful-paint', buffered: true});
            })""";

    private record Seen(long bytes, double largestPaint, double shift, double answered) {}

    @Test
    void measure() {
        PersonScene scene = PersonScene.play(STACK);
        String officer = user("dpo", Map.of());
        System.out.printf("%nWhat a page weighs and when it is painted: medians of %d views%n", ROUNDS);
        System.out.println("| page | language | bytes | answered, ms | largest part painted, ms | layout shift |");
        System.out.println("|---|---|---|---|---|---|");
        for (String language : List.of("de", "ar", "ti")) {
            firstView(scene, language);
            Visitor person = visitor(Screen.PHONE, language).open("consent", "/app").logIn(scene.username(),
                    scene.password());
            for (String page : persons(scene, person)) {
                print(page, language, views(person, "consent", page));
            }
        }
        Visitor dpo = visitor(Screen.DESKTOP, "de").open("audit", "/app").logIn(officer, PASSWORD);
        for (String page : List.of("/app", "/app/search", "/app/volumes", "/app/complaints", "/app/anomalies",
                "/app/reports", "/app/log")) {
            print(page + " (officer)", "de", views(dpo, "audit", page));
        }
        print("/app/start (peer)", "de", views(dpo, "audit", "/app/start"));
    }

    private static List<String> persons(PersonScene scene, Visitor person) {
        List<String> pages = new ArrayList<>(List.of("/app", "/app/consents", "/app/accesses", "/app/data"));
        pages.add(person.page().locator("a[href^='/app/requests/']").first().getAttribute("href"));
        pages.add("/app/consents/" + scene.granted() + "/withdrawal");
        return pages;
    }

    /** With an empty cache: the login, its form, and the page that it leads to. */
    private void firstView(PersonScene scene, String language) {
        Visitor visitor = visitor(Screen.PHONE, language).open("consent", "/app");
        long login = visitor.bytes();
        visitor.logIn(scene.username(), scene.password());
        long home = visitor.bytes();
        System.out.printf("| first view: login + first page | %s | %d + %d | | | |%n", language, login, home);
        visitor.close();
    }

    private static Seen views(Visitor visitor, String service, String page) {
        List<Seen> views = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            visitor.bytes();
            visitor.open(service, page);
            @SuppressWarnings("unchecked")
            List<Number> seen = (List<Number>) visitor.page().evaluate(PAINT);
            views.add(new Seen(visitor.bytes(), seen.get(0).doubleValue(), seen.get(1).doubleValue(),
                    seen.get(2).doubleValue()));
        }
        return new Seen((long) median(views.stream().map(view -> (double) view.bytes()).toList()),
                median(views.stream().map(Seen::largestPaint).toList()),
                median(views.stream().map(Seen::shift).toList()), median(views.stream().map(Seen::answered).toList()));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void print(String page, String language, Seen seen) {
        String name = page.replaceAll("[0-9a-f-]{36}", "{id}");
        System.out.printf(Locale.ROOT, "| %s | %s | %d | %.0f | %.0f | %.3f |%n", name, language, seen.bytes(),
                seen.answered(), seen.largestPaint(), seen.shift());
    }
}
