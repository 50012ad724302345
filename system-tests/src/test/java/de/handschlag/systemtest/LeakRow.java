package de.handschlag.systemtest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.systemtest.ReadPath.Judged;

/**
 * A kind of "should not see".
 *
 * @param hidden  reaches for what is there and must not be seen
 * @param nothing the same for what is not there at all: the answers must be equal
 * @param quiet   the same for a case of whoever asks about which nobody decided anything, if the hidden one is their own, so
 *                that they know that it exists; null otherwise
 * @param told    paths on which a rule has something told; there only the secrets count
 * @param secrets texts that no answer holds
 */
record LeakRow(String kind, Reach hidden, Reach nothing, Reach quiet, Set<ReadPath> told, List<String> secrets) {

    private static final Pattern CASE = Pattern.compile("[A-Z][0-9]{2}-" + LeakScene.ID);
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
    private static final Pattern TAG = Pattern.compile("\"[A-Za-z0-9_-]{24}\"");
    private static final Pattern CODE = Pattern.compile("\"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}\"");
    /** A number would not be one. */
    private static final Pattern REVISION = Pattern.compile("(?<=consent-revision=\\[)[A-Za-z0-9_-]{80}(?=])");

    static LeakRow of(String kind, Reach hidden, Reach nothing, List<String> secrets) {
        return new LeakRow(kind, hidden, nothing, null, EnumSet.noneOf(ReadPath.class), secrets);
    }

    /** The case is the own one: that it exists is known, and so it is compared with a quiet one where that shows. */
    LeakRow ofOwnCase(String quietCase) {
        return new LeakRow(kind, hidden, nothing, nothing.caseReference(quietCase), told, secrets);
    }

    boolean ownCase() {
        return quiet != null;
    }

    /** What these paths tell, they have to tell. */
    LeakRow tellingBy(ReadPath... paths) {
        Set<ReadPath> all = EnumSet.noneOf(ReadPath.class);
        all.addAll(told);
        all.addAll(List.of(paths));
        return new LeakRow(kind, hidden, nothing, quiet, all, secrets);
    }

    /** What leaks on a path once the services can vouch for their answers; empty if nothing does. */
    List<String> leaks(RunningStack stack, ReadPath path) {
        return leaks(path, reach -> WireAnswer.patiently(() -> path.answer(stack, reach)));
    }

    /** What leaks by the first answers. */
    List<String> leaksAtOnce(RunningStack stack, ReadPath path) {
        return leaks(path, reach -> path.answer(stack, reach));
    }

    private List<String> leaks(ReadPath path, Function<Reach, WireAnswer> answers) {
        WireAnswer seen = answers.apply(hidden);
        Set<String> leaks = new LinkedHashSet<>();
        for (String secret : secrets) {
            if (seen.text().contains(secret)) {
                leaks.add("shows " + secret + ": " + seen.text());
            }
        }
        if (!told.contains(path)) {
            Reach other = ownCase() && path.judged() == Judged.UNLESS_OWN_CASE ? quiet : nothing;
            String of = comparable(seen, path, hidden);
            String ofNothing = comparable(answers.apply(other), path, other);
            if (!of.equals(ofNothing)) {
                leaks.add("differs:\n    " + of + "\n  from what tells nothing:\n    " + ofNothing);
            }
        }
        return new ArrayList<>(leaks);
    }

    /** What cannot tell anything is evened out: what the caller sent itself, random ids, times. */
    private static String comparable(WireAnswer answer, ReadPath path, Reach reach) {
        boolean ofAll = path.judged() == Judged.BY_WHAT_NAMES_THE_CASE && answer.status() == 200;
        TreeMap<String, List<String>> headers = new TreeMap<>(answer.headers());
        if (!answer.body().isEmpty()) {
            headers.remove("Content-Length"); // The body is compared itself.
        }
        String text = answer.status() + " " + headers + " "
                + (ofAll ? elementsAbout(reach.caseReference(), answer.body()) : answer.body());
        text = CASE.matcher(text).replaceAll("<case>");
        text = text.replace(reach.entityTag(), "<tag>").replace("log-entries/" + reach.logIndex(),
                "log-entries/<index>");
        text = reach.cursor() == null ? text : text.replace(reach.cursor(), "<cursor>");
        text = REVISION.matcher(text).replaceAll("<revision>");
        text = CODE.matcher(text).replaceAll("<code>");
        text = UUID.matcher(text).replaceAll("<id>");
        text = TAG.matcher(text).replaceAll("<tag>");
        return TIME.matcher(text).replaceAll("<time>");
    }

    private static List<String> elementsAbout(String caseReference, String body) {
        List<String> elements = new ArrayList<>();
        try {
            for (JsonNode list : Api.JSON.readTree(body)) {
                list.forEach(element -> {
                    if (element.toString().contains(caseReference)) {
                        elements.add(element.toString());
                    }
                });
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is no JSON: " + body, e);
        }
        return elements;
    }

    @Override
    public String toString() {
        return kind;
    }
}
