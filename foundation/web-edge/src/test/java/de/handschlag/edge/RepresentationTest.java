package de.handschlag.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(EdgeTestCase.Settings.class)
@DisplayName("An operation answers in the type that it declares, JSON if none, or does nothing")
class RepresentationTest extends EdgeTestCase {

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "application/json", "application/json;charset=utf-16",
            "application/json;q=0.1, text/csv", "text/html, application/xhtml+xml, */*;q=0.8",
            "application/json, */*;q=0", "APPLICATION/JSON", "application/json;x=\"y\""})
    void whoAcceptsJsonIsAnsweredInIt(String accept) {
        Answer answer = send("POST", "/v1/decisions", null, "Accept", accept);

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.contentType()).isIn("application/json", "application/json;charset=UTF-8");
        assertThat(answer.json().path("day").asText()).isEqualTo("1970-01-01");
        assertThat(send("GET", "/v1/entries", null, "Accept", accept).contentType()).isEqualTo(answer.contentType());
    }

    @Test
    void whoSaysNothingIsAnsweredInJson() {
        assertThat(send("POST", "/v1/decisions", null).contentType()).startsWith("application/json");
        assertThat(send("POST", "/v1/decisions", null, "Accept", "text/csv", "Accept", "application/json").status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "text/html", "application/xml", "text/*", "application/json;q=0",
            "application/json;q=0.000, */*", "application/*;q=0, */*;q=0.5", "application/problem+json", "nonsense",
            "application/json/x", "image/png, text/plain"})
    @DisplayName("Who accepts nothing of it is told so, and nothing was done")
    void notAcceptable(String accept) {
        int before = Everything.decisions.get();

        Answer answer = send("POST", "/v1/decisions", null, "Accept", accept);

        assertThat(answer.status()).as(answer.text()).isEqualTo(406);
        assertThat(answer.type()).isEqualTo("not-acceptable");
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(Everything.decisions).hasValue(before);
        assertThat(send("GET", "/v1/entries", null, "Accept", accept).status()).isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource({"application/zip,application/zip", "*/*,application/zip", "text/csv;charset=utf-16,text/csv",
            "'text/*, application/zip;q=0',text/csv"})
    void declaredTypesAreChosenFrom(String accept, String type) {
        assertThat(send("POST", "/v1/decisions/archive", null, "Accept", accept).contentType()).startsWith(type)
                .doesNotContain("16");
    }

    @Test
    @DisplayName("HTTP/2 is not spoken, in which a body would need no header to announce it")
    void otherFramingIsNotSpoken() throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpResponse<String> answer = client
                    .send(HttpRequest.newBuilder(URI.create("http://localhost:" + port() + "/v1/withdrawals"))
                            .POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
        assertThat(raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).doesNotStartWith("\0");
    }
}
