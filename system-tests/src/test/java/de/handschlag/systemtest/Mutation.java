package de.handschlag.systemtest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import de.handschlag.systemtest.Draft.Field;

/** A way in which a request is not as it should be. Each says what has to come of it. */
enum Mutation {

    MEMBER_TWICE(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            Place place = Place.within(draft, random);
            JsonNode value = random.nextBoolean() ? place.value() : TEXTS.getFirst();
            ((ObjectNode) place.parent()).set("@twice@", value);
            draft.replacements.put("\"@twice@\":", "\"" + place.name() + "\":");
            return refused(MALFORMED, place.name());
        }
    },
    MEMBER_UNKNOWN(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            Place place = Place.within(draft, random);
            String name = List.of("unknownMember", place.name().toUpperCase(Locale.ROOT) + "_", "__proto__", "", "a b")
                    .get(random.nextInt(5));
            ((ObjectNode) place.parent()).set(name, place.value());
            return refused(MALFORMED, "there is no such member");
        }
    },
    OTHER_CASE_OF_MEMBER(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            Place place = Place.within(draft, random);
            ((ObjectNode) place.parent()).set(place.name().toUpperCase(Locale.ROOT), place.value());
            return refused(MALFORMED, place.name().toUpperCase(Locale.ROOT));
        }
    },
    OTHER_TYPE(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            Place place = Place.within(draft, random);
            List<String> others = new ArrayList<>(List.of("{}", "{\"a\":1}", "[]", "[[1]]", "1", "0", "1.5", "-1e9",
                    "true", "false", "\"\"", "\"?\"", "[null]", "20260302", "99999999999999999999"));
            others.removeIf(other -> isOf(place.value(), other));
            place.replace(draft, others.get(random.nextInt(others.size())));
            return refused(FORM, place.name());
        }

        private boolean isOf(JsonNode value, String other) {
            return value.isTextual() && other.startsWith("\"") || value.isBoolean() && other.matches("true|false")
                    || value.isObject() && other.startsWith("{") || value.isArray() && other.startsWith("[")
                    || value.isNumber() && other.matches("[0-9]+");
        }
    },
    ANOTHER_IN_THE_LIST(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            List<Place> lists = Place.all(draft).stream().filter(place -> place.value().isArray()).toList();
            if (lists.isEmpty()) {
                return Outcome.UNCHANGED;
            }
            Place place = lists.get(random.nextInt(lists.size()));
            ArrayNode list = (ArrayNode) place.value();
            String other = List.of("null", "7", "[]", "true").get(random.nextInt(4));
            list.add("@other@");
            draft.replacements.put("\"@other@\"", other);
            return refused(MALFORMED, place.name());
        }
    },
    NULL_MEMBER(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            Place place = Place.within(draft, random);
            ((ObjectNode) place.parent()).putNull(place.name());
            return Outcome.ANSWERED;
        }
    },
    NO_MEMBER(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            Place place = Place.within(draft, random);
            ((ObjectNode) place.parent()).remove(place.name());
            return Outcome.ANSWERED;
        }
    },
    ABSURD_NUMBER(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            Place place = Place.within(draft, random);
            place.replace(draft, List.of("9".repeat(60), "1e99999", "-9223372036854775809", "0." + "1".repeat(500))
                    .get(random.nextInt(4)));
            return refused(FORM, "");
        }
    },
    TEXT_THAT_IS_NONE(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            List<Place> texts = Place.all(draft).stream().filter(place -> place.value().isTextual()).toList();
            if (texts.isEmpty()) {
                return Outcome.UNCHANGED;
            }
            Place place = texts.get(random.nextInt(texts.size()));
            String damage = List.of("\\u0000", "\\ud800", "\\udc00x", "\\u0007", "\\u001b[1m", "\\uffff")
                    .get(random.nextInt(6));
            place.replace(draft, "\"" + place.value().asText().replace("\"", "") + damage + "\"");
            return refused(FORM, place.name());
        }
    },
    TEXT_TO_BE_MADE_NORMAL(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            List<Place> texts = Place.all(draft).stream().filter(place -> place.value().isTextual()).toList();
            if (texts.isEmpty()) {
                return Outcome.UNCHANGED;
            }
            Place place = texts.get(random.nextInt(texts.size()));
            String text = place.value().asText();
            String sent = List
                    .of("  " + text + "\u00a0", text + " Mu\u0308ller", "\t" + text, text + "\u0130\u1e9e \u0639")
                    .get(random.nextInt(4));
            ((ObjectNode) place.parent()).put(place.name(), sent);
            return Outcome.echoed(place.name(), sent);
        }
    },
    TEXT_WITHOUT_END(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            List<Place> texts = Place.all(draft).stream().filter(place -> place.value().isTextual()).toList();
            if (texts.isEmpty()) {
                return Outcome.UNCHANGED;
            }
            Place place = texts.get(random.nextInt(texts.size()));
            ((ObjectNode) place.parent()).put(place.name(), "x".repeat(20_000));
            return refused(FORM, place.name());
        }
    },
    SOMETHING_BEHIND(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            draft.bytes = (draft.document + List.of("{}", "x", ",", "]", "null", "\u0000").get(random.nextInt(6)))
                    .getBytes(StandardCharsets.UTF_8);
            return refused(MALFORMED, "");
        }
    },
    NO_OBJECT(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            draft.bytes = List
                    .of("null", "[]", "1", "\"x\"", "true", "{", "<a/>", "a=b", "\uFEFF", "\uFEFF{}", "{'a':1}",
                            "{\"a\":".repeat(3_000), "[".repeat(9_000), " ")
                    .get(random.nextInt(14)).getBytes(StandardCharsets.UTF_8);
            return refused(MALFORMED, "");
        }
    },
    OTHER_BYTES(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            String text = draft.document.toString().replace("{", "{\"\u00fc\":1,");
            draft.bytes = text.getBytes(random.nextBoolean() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16);
            return refused(MALFORMED, "UTF-8");
        }
    },
    NO_BODY(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            draft.bytes = new byte[0];
            return draft.operation.needsBody() ? refused(MALFORMED, "") : Outcome.ANSWERED;
        }
    },
    OTHER_MEDIA_TYPE(On.DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            draft.headers.removeIf(header -> header.name().equals("Content-Type"));
            List<String> others = List.of("", "text/plain", "application/xml", "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x", "application/json; charset=utf-16", "*/*", "nonsense");
            String other = others.get(random.nextInt(others.size()));
            if (!other.isEmpty()) {
                draft.headers.add(new Field("Content-Type", other));
            }
            return refused(Set.of(415), "");
        }
    },
    BODY_WHERE_NONE_IS_TAKEN(On.NO_DOCUMENT) {
        @Override
        Outcome apply(Draft draft, Random random) {
            draft.bytes = "{}".getBytes(StandardCharsets.UTF_8);
            if (random.nextBoolean()) {
                draft.headers.add(new Field("Content-Type", random.nextBoolean() ? "application/json" : "text/plain"));
            }
            return refused(Set.of(400, 415), "");
        }
    },
    PARAMETER_UNKNOWN(On.EVERY) {
        @Override
        Outcome apply(Draft draft, Random random) {
            String name = List.of("unknown", "agency", "attribute", "Limit", "a%20b", "%24filter", "_")
                    .get(random.nextInt(7));
            draft.query.add(random.nextInt(draft.query.size() + 1), new Field(name, random.nextBoolean() ? "x" : null));
            return refused(INVALID, "");
        }
    },
    PARAMETER_TWICE(On.PARAMETERS) {
        @Override
        Outcome apply(Draft draft, Random random) {
            Field field = ofQuery(draft, random);
            draft.query.add(new Field(field.name(), random.nextBoolean() ? field.value() : "other"));
            return refused(INVALID, field.name());
        }
    },
    PARAMETER_BLANK(On.PARAMETERS) {
        @Override
        Outcome apply(Draft draft, Random random) {
            Field field = ofQuery(draft, random);
            draft.query.remove(field);
            draft.query.add(new Field(field.name(), new String[]{null, "", "%20", "+", "%09"}[random.nextInt(5)]));
            return refused(INVALID, field.name());
        }
    },
    PARAMETER_OF_OTHER_NAME(On.PARAMETERS) {
        @Override
        Outcome apply(Draft draft, Random random) {
            Field field = ofQuery(draft, random);
            draft.query.remove(field);
            String name = List.of(field.name() + "[]", field.name().toUpperCase(Locale.ROOT) + "S",
                    field.name() + "%5B%5D", "%20" + field.name(), field.name() + "%00").get(random.nextInt(5));
            draft.query.add(new Field(name, field.value()));
            return refused(INVALID, "this operation has no such parameter");
        }
    },
    PARAMETER_OF_OTHER_FORM(On.PARAMETERS) {
        @Override
        Outcome apply(Draft draft, Random random) {
            List<Operation.Parameter> formed = draft.operation.parameters("query").stream()
                    .filter(Operation.Parameter::hasForm).toList();
            if (formed.isEmpty()) {
                return Outcome.UNCHANGED;
            }
            String name = formed.get(random.nextInt(formed.size())).name();
            draft.query.removeIf(field -> field.name().equals(name));
            draft.query.add(new Field(name,
                    List.of("abc%3F", "1.5", "%2B1", "%D9%A3", "99999999999999999999", "-0x1", "%F0%9F%98%80")
                            .get(random.nextInt(7))));
            return refused(INVALID, name);
        }
    },
    PARAMETER_OF_DAMAGED_TEXT(On.PARAMETERS) {
        @Override
        Outcome apply(Draft draft, Random random) {
            String name = draft.operation.parameters("query")
                    .get(random.nextInt(draft.operation.parameters("query").size())).name();
            draft.query.removeIf(field -> field.name().equals(name));
            draft.query.add(new Field(name,
                    List.of("x%00", "x%FF", "%ED%A0%80", "x%07y", "%C3", "%EF%BF%BF", "%0A").get(random.nextInt(7))));
            return refused(FORM, "");
        }
    },
    PARAMETER_WITHOUT_END(On.PARAMETERS) {
        @Override
        Outcome apply(Draft draft, Random random) {
            Field field = ofQuery(draft, random);
            draft.query.remove(field);
            draft.query.add(new Field(field.name(), "x".repeat(3_000)));
            return refused(INVALID, field.name());
        }
    },
    PARAMETER_OF_OTHER_VALUE(On.PARAMETERS) {
        @Override
        Outcome apply(Draft draft, Random random) {
            String name = draft.operation.parameters("query")
                    .get(random.nextInt(draft.operation.parameters("query").size())).name();
            draft.query.removeIf(field -> field.name().equals(name));
            draft.query.add(new Field(name,
                    List.of("x", "-1", "0", "%27%22%5C", "AAAAAAAAAAAA",
                            "KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTlaLzAtMC0wLTAtMA", "9999-12-31", "%2B999999999-12-31",
                            "0000-01-01T00:00:00Z", "..", "%25", "%F0%9F%98%80", "a%2Cb%2C%2C", "*")
                            .get(random.nextInt(14))));
            return Outcome.ANSWERED;
        }
    },
    PART_OF_THE_PATH_OF_OTHER_FORM(On.PATH) {
        @Override
        Outcome apply(Draft draft, Random random) {
            List<Operation.Parameter> parts = draft.operation.parameters("path");
            Operation.Parameter part = parts.get(random.nextInt(parts.size()));
            draft.path.put(part.name(), List.of("%3F", "a%20b%3F", "%C3%A9", "%F0%9F%98%80", "%27--", "x".repeat(3_000),
                    "x%00", "x%0A", "%E2%80%AE").get(random.nextInt(9)));
            return refused(INVALID, part.name());
        }
    },
    PART_OF_THE_PATH_BROKEN(On.PATH) {
        @Override
        Outcome apply(Draft draft, Random random) {
            List<Operation.Parameter> parts = draft.operation.parameters("path");
            Operation.Parameter part = parts.get(random.nextInt(parts.size()));
            draft.path.put(part.name(),
                    List.of("", "%FF", "x;y=z", "%ED%A0%80", ".", "..", "%2e%2e", "a%2Fb").get(random.nextInt(8)));
            return refused(Set.of(400, 404, 405, 422), "");
        }
    },
    SUFFIX_OF_THE_PATH(On.EVERY) {
        @Override
        Outcome apply(Draft draft, Random random) {
            draft.pathSuffix = List.of("/", "//", ";x=y", ".json", "/x", "%00").get(random.nextInt(6));
            return refused(Set.of(400, 404, 405, 422), "");
        }
    },
    HEADER_TWICE(On.HEADERS) {
        @Override
        Outcome apply(Draft draft, Random random) {
            String name = header(draft, random);
            if (name.equals("If-None-Match")) {
                return Outcome.UNCHANGED;
            }
            draft.headers.removeIf(header -> header.name().equals(name));
            draft.headers.add(new Field(name, "x"));
            draft.headers.add(new Field(random.nextBoolean() ? name : name.toLowerCase(Locale.ROOT), "x"));
            return refused(INVALID, name);
        }
    },
    HEADER_OF_OTHER_FORM(On.HEADERS) {
        @Override
        Outcome apply(Draft draft, Random random) {
            String name = header(draft, random);
            draft.headers.removeIf(header -> header.name().equals(name));
            draft.headers.add(new Field(name,
                    List.of("", " ", "M\u00fcller", "\u00c3\u00bc", "a\tb", "?".repeat(3_000)).get(random.nextInt(6))));
            return refused(INVALID, name);
        }
    },
    HEADER_OF_EVERYBODY(On.EVERY) {
        @Override
        Outcome apply(Draft draft, Random random) {
            draft.headers.add(List
                    .of(new Field("Accept-Language", "xx;q=abc, *;q=5, de-"), new Field("Employee-Reference", "a b"),
                            new Field("Consent-Revision", "-1"), new Field("If-None-Match", "*"),
                            new Field("If-Modified-Since", "yesterday"), new Field("Range", "bytes=9-1"),
                            new Field("Cookie", "=;;="), new Field("Traceparent", "00-x"),
                            new Field("X-HTTP-Method-Override", "DELETE"), new Field("Forwarded", "for=;;"),
                            new Field("Accept", "application/json;q=x"), new Field("Accept-Encoding", "br;q=nine"),
                            new Field("Content-Language", "\u00fc"), new Field("Origin", "null"))
                    .get(random.nextInt(14)));
            return Outcome.ANSWERED;
        }
    },
    OTHER_REPRESENTATION(On.EVERY) {
        @Override
        Outcome apply(Draft draft, Random random) {
            draft.headers.add(new Field("Accept",
                    List.of("text/csv", "nonsense", "application/xml, text/html;q=0.9", "*").get(random.nextInt(4))));
            return Outcome.ANSWERED;
        }
    };

    /** What it needs of an operation. */
    private enum On {
        EVERY,
        DOCUMENT,
        NO_DOCUMENT,
        PARAMETERS,
        PATH,
        HEADERS
    }

    /**
     * What has to come of it.
     *
     * @param statuses one of them; empty if it may be answered as well
     * @param named    what the refusal has to say
     * @param member   whose value has to come back in its normal form, if at all; null if none
     */
    record Outcome(Set<Integer> statuses, String named, String member, String sent) {

        /** There was nothing to mutate. */
        static final Outcome UNCHANGED = new Outcome(Set.of(), "", null, null);
        /** It may be taken or refused. */
        static final Outcome ANSWERED = new Outcome(Set.of(), "", null, null);

        static Outcome echoed(String member, String sent) {
            return new Outcome(Set.of(), "", member, sent);
        }

        boolean isRefusal() {
            return !statuses.isEmpty();
        }
    }

    private static final Set<Integer> MALFORMED = Set.of(400);
    private static final Set<Integer> INVALID = Set.of(422);
    private static final Set<Integer> FORM = Set.of(400, 422);
    private static final List<JsonNode> TEXTS = List.of(Api.JSON.getNodeFactory().textNode("other"));

    private final On on;

    Mutation(On on) {
        this.on = on;
    }

    boolean appliesTo(Operation operation) {
        return switch (on) {
            case EVERY -> true;
            case DOCUMENT -> operation.takesBody();
            case NO_DOCUMENT -> !operation.takesBody();
            case PARAMETERS -> !operation.parameters("query").isEmpty();
            case PATH -> !operation.parameters("path").isEmpty();
            case HEADERS -> !operation.parameters("header").isEmpty();
        };
    }

    abstract Outcome apply(Draft draft, Random random);

    private static Outcome refused(Set<Integer> statuses, String named) {
        return new Outcome(statuses, named, null, null);
    }

    /** A parameter that stands in the query, or one that could. */
    private static Field ofQuery(Draft draft, Random random) {
        List<Field> declared = draft.query.stream().filter(field -> draft.operation.parameters("query").stream()
                .anyMatch(parameter -> parameter.name().equals(field.name()))).toList();
        if (!declared.isEmpty()) {
            return declared.get(random.nextInt(declared.size()));
        }
        List<Operation.Parameter> possible = draft.operation.parameters("query");
        Field field = new Field(possible.get(random.nextInt(possible.size())).name(), "x");
        draft.query.add(field);
        return field;
    }

    private static String header(Draft draft, Random random) {
        List<Operation.Parameter> headers = draft.operation.parameters("header");
        return headers.get(random.nextInt(headers.size())).name();
    }

    /** A member of a document. */
    record Place(JsonNode parent, String name) {

        static Place within(Draft draft, Random random) {
            List<Place> all = all(draft);
            if (all.isEmpty()) {
                draft.document.put("added", "x");
                return new Place(draft.document, "added");
            }
            return all.get(random.nextInt(all.size()));
        }

        static List<Place> all(Draft draft) {
            List<Place> places = new ArrayList<>();
            collect(draft.document, places);
            return places;
        }

        private static void collect(JsonNode node, List<Place> places) {
            if (node.isObject()) {
                node.propertyStream().forEach(member -> {
                    places.add(new Place(node, member.getKey()));
                    collect(member.getValue(), places);
                });
            }
            if (node.isArray()) {
                node.forEach(entry -> collect(entry, places));
            }
        }

        JsonNode value() {
            return parent.path(name);
        }

        void replace(Draft draft, String json) {
            ((ObjectNode) parent).put(name, "@replaced@");
            draft.replacements.put("\"@replaced@\"", json);
        }
    }
}
