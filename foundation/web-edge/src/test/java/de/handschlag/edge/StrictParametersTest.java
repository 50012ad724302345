package de.handschlag.edge;

import static org.assertj.core.api.Assertions.assertThat;

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
@DisplayName("Parameters and headers are those of the operation, each once and in its form, or refused by name")
class StrictParametersTest extends EdgeTestCase {

    private static final String TAKES = "this operation has no such parameter; it takes agencyId, checkOnly, cursor,"
            + " inherited, limit, person, state";

    @Test
    void whatIsTakenIsUnderstood() {
        Answer all = get(
                "/v1/entries?limit=5&agencyId=a%20b&state=open&inherited=2026-01-01&cursor=%C3%A4"
                        + "&checkOnly=true&person=0190a0e4-0000-4000-8000-000000000000",
                "Employee-Reference", "abc", "Consent-Revision", "7", "If-None-Match", "\"a\"");

        assertThat(all.json().path("understood").asText())
                .isEqualTo("a b open 2026-01-01 5 ä true 0190a0e4-0000-4000-8000-000000000000 abc 7 [\"a\"]");
        assertThat(get("/v1/entries").json().path("understood").asText())
                .isEqualTo("null null null 50 null false null null null []");
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            limit=abc                        | limit     | a whole number is expected
            limit=5.0                        | limit     | a whole number is expected
            limit=%2B5                       | limit     | a whole number is expected
            limit=+5                         | limit     | a whole number is expected
            limit=007                        | limit     | a whole number is expected
            limit=-0                         | limit     | a whole number is expected
            limit=5&=                        | (a name that is none) | TAKES
            limit=0x5                        | limit     | a whole number is expected
            limit=99999999999                | limit     | a whole number is expected
            limit=%D9%A1                     | limit     | a whole number is expected
            limit=0                          | limit     | at least 1 is expected
            limit=201                        | limit     | at most 200 is expected
            limit=                           | limit     | has no value; name one, or leave it out
            limit                            | limit     | has no value; name one, or leave it out
            limit=1&limit=1                  | limit     | stands more than once
            limit=1&limit=2                  | limit     | stands more than once
            checkOnly=yes                    | checkOnly | true or false is expected
            checkOnly=TRUE                   | checkOnly | true or false is expected
            checkOnly=1                      | checkOnly | true or false is expected
            person=1-1-1-1-1                 | person    | a UUID is expected
            person=nobody                    | person    | a UUID is expected
            inherited=20260101               | inherited | a day such as 2026-11-23 is expected
            inherited=2026-01-01T00:00:00Z   | inherited | a day such as 2026-11-23 is expected
            inherited=2026-02-30             | inherited | a day such as 2026-11-23 is expected
            state=opened                     | state     | one of open, closed is expected
            cursor=abcdef                    | cursor    | at most 5 characters are expected
            cursor=a%00b                     | cursor    | it holds the control character U+0000
            agencyId=%0A                     | agencyId  | has no value; name one, or leave it out
            agencyId=%20                     | agencyId  | has no value; name one, or leave it out
            """)
    void wrongFormIsInvalid(String query, String name, String sentence) {
        Answer answer = get("/v1/entries?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.type()).isEqualTo("invalid-request");
        assertThat(answer.violations()).isEqualTo("query " + name + ": " + sentence.replace("TAKES", TAKES));
        assertThat(answer.detail()).isEqualTo(name + ": " + sentence.replace("TAKES", TAKES) + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agency=a", "agency=", "LIMIT=5", "Limit=5", "limit_=5", "agencyId[]=a", "agencyId%5B%5D=a",
            "agencyId[0]=a", "agency_id=a", "limit%20=5", "_=1"})
    @DisplayName("A parameter that the operation does not have would widen the answer")
    void unknownParameterIsInvalid(String query) {
        Answer answer = get("/v1/entries?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.violations()).startsWith("query ").endsWith(TAKES);
        assertThat(send("POST", "/v1/withdrawals?" + query, null).violations())
                .endsWith("this operation takes no parameters");
    }

    @Test
    @DisplayName("R16 a value in the place of a name is not repeated; all places are named at once")
    void placesAreNamed() {
        assertThat(get("/v1/entries?Amira%20Haddad=1").text()).doesNotContain("Amira");
        Answer three = get("/v1/entries?x=1&limit=abc&checkOnly=maybe");
        assertThat(three.detail()).isEqualTo("3 parts of the request are not valid; the violations name them.");
        assertThat(three.json().path("violations")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/entries?cursor=%FF", "/v1/entries?cursor=%C3%28", "/v1/entries?cursor=%ED%A0%80",
            "/v1/entries?%FF=1", "/v1/entries?agencyId=%FC", "/v1/cases/%FF", "/v1/entries/1;a=b",
            "/v1/entries;agencyId=a", "/v1;a=b/entries", "/v1/entries?limit=1;agencyId=a", "/v1/entries/",
            "/v1/entries//1", "/v1//entries", "/v1/cases/A/", "/v1/entries/.", "/v1/entries/%2e", "/v1/entries/1/..",
            "/v1/./entries", "/x/../v1/entries", "//v1/entries", "/v1/entries/%2E%2e/entries", "/v1/nowhere//entries",
            "/v1/cases//A/x", "/%76%31//entries", "/v1//", "/v1/entries/1//"})
    @DisplayName("An address that would be read with something dropped or replaced is 400")
    void otherAddressesAreMalformed(String address) {
        Answer answer = get(address);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("malformed-request");
    }

    @Test
    @DisplayName("No way of writing the address leads round the check")
    void detoursAreChecked() {
        assertThat(get("/v1/%65ntries?agency=x").status()).isEqualTo(422);
        assertThat(send("HEAD", "/v1/entries?agency=x", null).status()).isEqualTo(422);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            /v1/entries/abc                  | index         | a whole number is expected
            /v1/entries/1.5                  | index         | a whole number is expected
            /v1/entries/99999999999999999999 | index         | a whole number is expected
            /v1/persons/abc                  | personId      | a UUID is expected
            /v1/persons/1-1-1-1-1            | personId      | a UUID is expected
            /v1/cases/abc                    | caseReference | does not have the form that the OpenAPI document names
            /v1/cases/A%2FB                  | caseReference | does not have the form that the OpenAPI document names
            /v1/cases/A%00                   | caseReference | it holds the control character U+0000
            """)
    @DisplayName("A part of the path that has not its form is named as a parameter is; it is not \"not found\"")
    void partsOfThePathHaveForms(String path, String name, String sentence) {
        Answer answer = get(path);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.violations()).isEqualTo("path " + name + ": " + sentence);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Consent-Revision   | abc  | a whole number is expected
            Consent-Revision   | 1, 2 | a whole number is expected
            Consent-Revision   | 0    | at least 1 is expected
            Employee-Reference | A1   | letters are expected
            """)
    void headerInAnotherFormIsInvalid(String header, String value, String sentence) {
        Answer answer = get("/v1/entries", header, value);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.violations()).isEqualTo("header " + header + ": " + sentence);
    }

    @Test
    @DisplayName("A header that is no list stands once and has a value, in ASCII")
    void headerStandsOnce() {
        assertThat(get("/v1/entries", "Consent-Revision", "5", "Consent-Revision", "5").violations())
                .isEqualTo("header Consent-Revision: stands more than once");
        assertThat(get("/v1/entries", "Employee-Reference", "").violations())
                .isEqualTo("header Employee-Reference: has no value; name one, or leave it out");
        assertThat(get("/v1/entries", "If-None-Match", "\"a\"", "If-None-Match", "\"b\"").json().path("understood")
                .asText()).endsWith("[\"a\", \"b\"]");
        assertThat(raw("GET /v1/entries HTTP/1.1\r\nHost: localhost\r\nEmployee-Reference: Müller\r\n"
                + "Connection: close\r\n\r\n")).startsWith("HTTP/1.1 422 ").contains("printable ASCII is expected");
    }

    @Test
    @DisplayName("What a service finds invalid stands where the client wrote it: in a parameter, or in the document or one within")
    void placesAreThoseOfTheOperation() {
        assertThat(get("/v1/searches?day=2026-01-01").violations()).isEqualTo("query day: is refused");
        assertThat(get("/v1/searches").violations()).isEqualTo("body id: is refused");
        assertThat(post("/v1/searches/x", "{\"name\":\"name\"}").violations()).isEqualTo("path name: is refused");
        assertThat(post("/v1/searches/x", "{\"name\":\"day\"}").violations()).isEqualTo("body filter.day: is refused");
        assertThat(post("/v1/searches/x", "{\"name\":\"filter\"}").violations()).isEqualTo("body filter: is refused");
        assertThat(post("/v1/searches/x", "{\"name\":\"values[3].value\"}").violations())
                .isEqualTo("body values[3].value: is refused");
    }

    @Test
    @DisplayName("Other services' headers and the public log's parameters are nobody's business")
    void whatIsNotOursIsLeftAlone() {
        assertThat(get("/v1/entries", "Traceparent", "x", "X-Forwarded-For", "").status()).isEqualTo(200);
        assertThat(get("/log/tiles?fresh=&x=1&x=2").text()).isEqualTo("tiles");
    }

    @Test
    @DisplayName("What no operation answers is a problem too")
    void answersOfTheFrameworkAreProblems() {
        for (Answer answer : List.of(get("/nope"), get("/v1/nope"), send("DELETE", "/v1/entries", null),
                get("/v1/entries", "Accept", "text/html"), get("/v1/entries", "Accept", "nonsense"))) {
            assertThat(answer.status()).isIn(404, 405, 406);
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
            assertThat(answer.json().path("titleDe").asText()).isNotBlank();
            assertThat(answer.detail()).as("no text of the framework").isIn("",
                    "Accept: media types are expected, such as application/json.",
                    "This operation answers in application/json.");
        }
        assertThat(raw("GET /v1/entries HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400 ")
                .contains("urn:handschlag:problem:malformed-request").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: other", "Authorization: Bearer a\r\nAuthorization: Bearer b"})
    @DisplayName("Whoever is meant, or asks, is said once")
    void headsOfTwoMeanings(String more) {
        for (String path : List.of("/v1/entries", "/log/tiles", "/nope")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ").contains("urn:handschlag:problem:malformed-request");
        }
    }
}
