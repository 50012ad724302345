package de.handschlag.consent.consentrecord;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What a person has chosen on the first page, kept in the browser until they have answered the second: in a cookie, so that no
 * address tells it and reloading is harmless. It names attributes by their place in the question.
 *
 * @param attributes keys of what is ticked
 */
record Ticked(List<String> attributes, int months, String language, String noticeHash) {

    static final String COOKIE = "hs-ticked";
    static final int SECONDS = 1800;
    private static final Pattern FORM = Pattern
            .compile("([0-9]{1,2})_([a-z-]{2,35})_([0-9a-f]{64})_((?:[0-9]{1,2}-)*)");

    String text(Question question) {
        return months + "_" + language + "_" + noticeHash + "_"
                + attributes.stream().map(key -> question.keys().indexOf(key) + "-").collect(Collectors.joining());
    }

    /** Empty if the cookie is none of ours, or of another question. */
    static Optional<Ticked> of(@Nullable String text, Question question) {
        Matcher form = FORM.matcher(text == null ? "" : text);
        if (!form.matches()) {
            return Optional.empty();
        }
        List<String> keys = question.keys();
        List<Integer> places = Arrays.stream(form.group(4).split("-")).filter(place -> !place.isEmpty())
                .map(Integer::valueOf).toList();
        return places.stream().allMatch(place -> place < keys.size())
                ? Optional.of(new Ticked(places.stream().map(keys::get).toList(), Integer.parseInt(form.group(1)),
                        form.group(2), form.group(3)))
                : Optional.empty();
    }
}
