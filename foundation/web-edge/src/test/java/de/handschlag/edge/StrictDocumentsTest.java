package de.handschlag.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(EdgeTestCase.Settings.class)
@DisplayName("A request's document is read as it is written, or refused with the member named")
class StrictDocumentsTest extends EdgeTestCase {

    private static final String GOOD = """
            {"name":"Amira","colour":"RED","months":3,"shared":true,"until":"2026-01-01T00:00:00+01:00","words":["a","b"],\
            "inner":{"day":"2026-01-01","id":"0190a0e4-0000-4000-8000-000000000000"},"inners":[{"day":"2026-01-02"}]}""";

    @Test
    void whatFitsIsTaken() {
        Answer answer = post("/v1/documents", GOOD);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("inner").path("day").asText()).isEqualTo("2026-01-01");
        assertThat(answer.json().path("until").asText()).isEqualTo("2025-12-31T23:00:00Z");
    }

    @ParameterizedTest(name = "{0} instead of {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "Amira"        | 1                                  | name       | a JSON text is expected
            "Amira"        | 1.5                                | name       | a JSON text is expected
            "Amira"        | true                               | name       | a JSON text is expected
            "Amira"        | ["Amira"]                          | name       | a JSON text is expected
            "Amira"        | {}                                 | name       | a JSON text is expected
            "Amira"        | null                               | name       | null is no value of it
            "RED"          | 0                                  | colour     | a JSON text is expected
            "RED"          | 1                                  | colour     | a JSON text is expected
            "RED"          | true                               | colour     | a JSON text is expected
            "RED"          | ["RED"]                            | colour     | a JSON text is expected
            "RED"          | null                               | colour     | null is no value of it
            3              | 3.9                                | months     | a JSON number without a fraction is expected
            3              | 3.0                                | months     | a JSON number without a fraction is expected
            3              | 3e0                                | months     | a JSON number without a fraction is expected
            3              | "3"                                | months     | a JSON number without a fraction is expected
            3              | "١٢"                               | months     | a JSON number without a fraction is expected
            3              | ""                                 | months     | a JSON number without a fraction is expected
            3              | true                               | months     | a JSON number without a fraction is expected
            3              | [3]                                | months     | a JSON number without a fraction is expected
            3              | 99999999999                        | months     | the number is out of range
            3              | 1e400                              | months     | a JSON number without a fraction is expected
            3              | 03                                 | months     | this is no JSON
            3              | NaN                                | months     | this is no JSON
            true           | 1                                  | shared     | true or false is expected
            true           | "true"                             | shared     | true or false is expected
            true           | null                               | shared     | null is no value of it
            true           | ""                                 | shared     | true or false is expected
            "2026-01-01T00:00:00+01:00" | 1767225600            | until      | a time with its offset, such as 2026-11-23T08:00:00Z, is expected
            "2026-01-01T00:00:00+01:00" | 1767225600.5          | until      | a time with its offset, such as 2026-11-23T08:00:00Z, is expected
            "2026-01-01T00:00:00+01:00" | "2026-01-01T00:00:00" | until      | a time with its offset, such as 2026-11-23T08:00:00Z, is expected
            "2026-01-01T00:00:00+01:00" | "2026-01-01"          | until      | a time with its offset, such as 2026-11-23T08:00:00Z, is expected
            "2026-01-01T00:00:00+01:00" | "+99999-01-01T00:00:00Z" | until   | a time with its offset, such as 2026-11-23T08:00:00Z, is expected
            "2026-01-01T00:00:00+01:00" | ""                    | until      | a time with its offset, such as 2026-11-23T08:00:00Z, is expected
            ["a","b"]      | "a"                                | words      | a JSON array is expected
            ["a","b"]      | ""                                 | words      | a JSON array is expected
            ["a","b"]      | {}                                 | words      | a JSON array is expected
            ["a","b"]      | ["a",1]                            | words[1]   | a JSON text is expected
            ["a","b"]      | ["a",null]                         | words[1]   | null is no value of it
            ["a","b"]      | ["a",["b"]]                        | words[1]   | a JSON text is expected
            "2026-01-01"   | 20000                              | inner.day  | a day such as 2026-11-23 is expected
            "2026-01-01"   | 20260302                           | inner.day  | a day such as 2026-11-23 is expected
            "2026-01-01"   | [2026,3,2]                         | inner.day  | a day such as 2026-11-23 is expected
            "2026-01-01"   | "2026-03-01T23:00:00Z"             | inner.day  | a day such as 2026-11-23 is expected
            "2026-01-01"   | "2026-03-01T23:00:00"              | inner.day  | a day such as 2026-11-23 is expected
            "2026-01-01"   | "2026-02-30"                       | inner.day  | a day such as 2026-11-23 is expected
            "2026-01-01"   | "02.03.2026"                       | inner.day  | a day such as 2026-11-23 is expected
            "2026-01-01"   | " 2026-03-02"                      | inner.day  | a day such as 2026-11-23 is expected
            "2026-01-01"   | ""                                 | inner.day  | a day such as 2026-11-23 is expected
            "2026-01-01"   | null                               | inner.day  | null is no value of it
            "0190a0e4-0000-4000-8000-000000000000" | "1-1-1-1-1" | inner.id  | a UUID is expected
            "0190a0e4-0000-4000-8000-000000000000" | "AAAAAAAAAAAAAAAAAAAAAA==" | inner.id | a UUID is expected
            "0190a0e4-0000-4000-8000-000000000000" | 7           | inner.id  | a UUID is expected
            {"day":"2026-01-02"} | null                         | inners[0]  | null is no value of it
            {"day":"2026-01-02"} | ""                           | inners[0]  | a JSON object is expected
            {"day":"2026-01-02"} | {"day":"2026-01-02","day":"2026-01-03"} | inners[0].day | stands twice
            {"day":"2026-01-02"} | {"day":"2026-01-02","x":1}   | inners[0].x | there is no such member; there are day, id
            {"day":"2026-01-02"} | {"Day":"2026-01-02"}         | inners[0].Day | there is no such member; there are day, id
            [{"day":"2026-01-02"}] | {"day":"2026-01-02"}       | inners     | a JSON array is expected
            "months":3     | "months":3,"months":12             | months     | stands twice
            "months":3     | "MONTHS":12,"months":3             | MONTHS     | there is no such member; there are colour, inner, inners, months, name, shared, until, words
            """)
    @DisplayName("Another form is 400")
    void anotherFormIsMalformed(String form, String other, String member, String sentence) {
        Answer answer = post("/v1/documents", GOOD.replace(form, other));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("malformed-request");
        assertThat(answer.detail()).isEqualTo(member + ": " + sentence + ".");
        assertThat(answer.json().path("field").asText()).isEqualTo(member);
    }

    @ParameterizedTest(name = "{0} instead of {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "Amira"        | ""                    | body name: there is nothing to see in it
            "Amira"        | " "                   | body name: there is nothing to see in it
            "Amira"        | "A\\u0000"             | body name: it holds the control character U+0000
            "Amira"        | "\\ud83d A"            | body name: it holds half of a character (U+D83D without its other half)
            "Amira"        | "Amira Haddad"        | body name: at most 10 characters are expected
            "name":"Amira",|                       | body name: is missing or blank
            "months":3,    |                       | body months: is missing
            "RED"          | "BLUE"                | body colour: one of RED, GREEN is expected
            "RED"          | "red"                 | body colour: one of RED, GREEN is expected
            "RED"          | "0"                   | body colour: one of RED, GREEN is expected
            "RED"          | " RED"                | body colour: one of RED, GREEN is expected
            "RED"          | ""                    | body colour: one of RED, GREEN is expected
            ["a","b"]      | []                    | body words: 1 to 3 entries are expected
            ["a","b"]      | ["a","b","c","d"]     | body words: 1 to 3 entries are expected
            ["a","b"]      | ["a"," "]             | body words[1]: there is nothing to see in it
            ["a","b"]      | ["a","b\\n"]          | body words[1]: one line is expected; it holds a line break (U+000A)
            {"day":"2026-01-02"} | {}              | body inners[0].day: is missing
            """)
    @DisplayName("What has the form and is not allowed is 422")
    void notAllowedIsInvalid(String allowed, String other, String violation) {
        Answer answer = post("/v1/documents", GOOD.replace(allowed, other == null ? "" : other));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.type()).isEqualTo("invalid-request");
        assertThat(answer.violations()).isEqualTo(violation);
        assertThat(answer.detail()).isEqualTo(violation.replace("body ", "") + ".");
    }

    @Test
    @DisplayName("All that is missing is named at once; what may be left out may be null, and a switch that is left out is off")
    void missingMembersAreNamedTogether() {
        Answer empty = post("/v1/documents", "{}");
        Answer least = post("/v1/documents", "{\"name\":\"a\",\"colour\":\"RED\",\"months\":1,\"words\":null}");

        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.violations())
                .isEqualTo("body colour: is missing; body months: is missing; body name: is missing or blank");
        assertThat(least.status()).as(least.text()).isEqualTo(200);
        assertThat(least.json().path("shared").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "1", "\"x\"", "true", "{", "{\"name\"", GOOD + "x", GOOD + "{}", GOOD + GOOD,
            GOOD + ",", "[" + GOOD + "]", "// x\n" + GOOD, "\uFEFF" + GOOD, "\uFEFF", " ", "{'name':'a'}", "\u0000",
            "{\"name\":\"a\",}"})
    @DisplayName("What is no single JSON object is 400")
    void noObjectIsMalformed(String document) {
        Answer answer = post("/v1/documents", document);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("malformed-request");
        assertThat(answer.detail()).isNotBlank();
    }

    @Test
    @DisplayName("A member stands twice: also the last one, and also where the same stands again")
    void memberTwiceIsRefused() {
        String withoutEnd = GOOD.substring(0, GOOD.length() - 1);

        for (String twice : List.of(withoutEnd + ",\"name\":\"Other\"}", withoutEnd + ",\"name\":\"Amira\"}",
                "{\"name\":\"Other\"," + GOOD.substring(1), withoutEnd + ",\"n\\u0061me\":\"Other\"}")) {
            Answer answer = post("/v1/documents", twice);

            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.detail()).isEqualTo("name: stands twice.");
        }
    }

    @Test
    @DisplayName("R16 a value in the place of a name is not repeated to the caller")
    void namesThatAreNoneAreNotRepeated() {
        Answer answer = post("/v1/documents", GOOD.replace("\"months\":3", "\"months\":3,\"Amira Haddad\":1"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("(a name that is none): there is no such member").doesNotContain("Amira");
    }

    @Test
    @DisplayName("Absurd depth and absurdly long numbers end early")
    void absurdDocumentsAreRefused() {
        for (String absurd : List.of("{\"inner\":".repeat(5_000), "{\"inners\":" + "[".repeat(5_000),
                GOOD.replace(":3", ":" + "9".repeat(30_000)), "{\"" + "x".repeat(30_000) + "\":1}")) {
            Answer answer = post("/v1/documents", absurd);

            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.text()).hasSizeLessThan(1_000);
            assertThat(answer.json().path("field").asText()).isNotEmpty();
        }
        assertThat(post("/v1/documents", GOOD.replace(":3", ":" + "9".repeat(41))).json().path("field").asText())
                .isEqualTo("months");
        assertThat(post("/v1/documents", GOOD.replace("\"day\"", "\"" + "x".repeat(201) + "\"")).json().path("field")
                .asText()).isEqualTo("inner.(a name that is none)");
    }

    @Test
    @DisplayName("A body is UTF-8, and not empty")
    void otherBytesAreMalformed() {
        for (Charset other : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1)) {
            Answer answer = send("POST", "/v1/documents", GOOD.replace("Amira", "Müller").getBytes(other),
                    "Content-Type", "application/json");

            assertThat(answer.status()).as(other + answer.text()).isEqualTo(400);
        }
        assertThat(post("/v1/documents", "").detail()).isEqualTo("A JSON document is expected; the body is empty.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data",
            "text/json", "application/*", "*/*", "nonsense", "application/json, text/plain", "application/vnd.x+json",
            "application/json; charset=utf-16", "application/json; charset=iso-8859-1", "application/json; charset="})
    @DisplayName("Another media type is 415")
    void otherMediaTypesAreUnsupported(String type) {
        Answer answer = send("POST", "/v1/documents", GOOD.getBytes(StandardCharsets.UTF_8), "Content-Type", type);

        assertThat(answer.status()).as(answer.text()).isEqualTo(415);
        assertThat(answer.type()).isEqualTo("unsupported-media-type");
    }

    @Test
    @DisplayName("No media type, two of them, or a body that is packed is 415; the charset of JSON may be said")
    void mediaTypeIsSaidOnce() {
        byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);

        assertThat(send("POST", "/v1/documents", body).status()).isEqualTo(415);
        assertThat(send("POST", "/v1/documents", body, "Content-Type", "application/json", "Content-Type", "text/plain")
                .status()).isEqualTo(415);
        assertThat(send("POST", "/v1/documents", body, "Content-Type", "application/json", "Content-Encoding", "gzip")
                .status()).isEqualTo(415);
        assertThat(send("POST", "/v1/documents", body, "Content-Type", "application/json;charset=UTF-8").status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("Where a body is not needed it may be absent; where none is taken it is refused")
    void bodyThatIsNotNeeded() {
        assertThat(send("POST", "/v1/refusals", null).status()).isEqualTo(200);
        assertThat(post("/v1/refusals", "{\"day\":\"2026-01-01\"}").status()).isEqualTo(200);
        assertThat(post("/v1/refusals", "null").status()).isEqualTo(400);
        assertThat(post("/v1/refusals", "{\"day\":1}").status()).isEqualTo(400);
        assertThat(send("POST", "/v1/withdrawals", null).status()).isEqualTo(200);
        assertThat(post("/v1/withdrawals", "{\"reason\":\"x\"}").detail()).isEqualTo("This operation takes no body.");
        assertThat(send("GET", "/v1/entries", "{}".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("What is too large is 413, whether its length is said or not")
    void tooLargeIsAProblem() {
        String head = "POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n";
        String inParts = raw(head + "Transfer-Encoding: chunked\r\n\r\n"
                + ("4000\r\n" + " ".repeat(0x4000) + "\r\n").repeat(5) + "0\r\n\r\n");
        Answer said = post("/v1/documents", " ".repeat(70_000));

        assertThat(said.status()).isEqualTo(413);
        assertThat(said.type()).isEqualTo("too-large");
        assertThat(inParts).startsWith("HTTP/1.1 413 ").contains("urn:handschlag:problem:too-large");
    }
}
