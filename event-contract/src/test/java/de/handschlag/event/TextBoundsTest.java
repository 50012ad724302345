package de.handschlag.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R26 what the log would refuse is not sent")
class TextBoundsTest {

    private static final Pattern TEXT = Pattern.compile("(?<=[:\\[,])\"([^\"]+)\"(?=[,\\]}])");

    static Stream<GoldenSample> samples() {
        return GoldenSample.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("Any text of any event that is made longer than the log takes is refused")
    void anyTextIsBounded(GoldenSample sample) {
        Matcher texts = TEXT.matcher(sample.json());
        while (texts.find()) {
            Event event;
            try {
                event = EventCodec.decodeData(sample.type(), (sample.json().substring(0, texts.start(1))
                        + "z".repeat(4001) + sample.json().substring(texts.end(1))).getBytes(StandardCharsets.UTF_8));
            } catch (UnintelligibleEventException e) {
                continue; // An id, a time or one of few words: no text of any length.
            }
            assertThatThrownBy(() -> EventCodec.encodeData(event)).as(texts.group(1))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("zz");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\ud800", "\udc00a", "a\ud800"})
    @DisplayName("So is what the log's database or its canonical form does not know")
    void unstorableCharactersAreRefused(String client) {
        assertThatThrownBy(() -> EventCodec.encodeData(codeMadeBy(new Requester("agency", client, null))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the log would refuse the text de.handschlag.binding-code.made.v1.requester.clientId");
    }

    @Test
    @DisplayName("The longest text that entries are found by is 600 characters long, of whichever script")
    void longestTextIsSent() {
        for (String longest : new String[]{"z".repeat(600), "\u10e5".repeat(600), "\ud83d\udd6f".repeat(300)}) {
            assertThatCode(() -> EventCodec.encodeData(codeMadeBy(new Requester(longest, longest, longest))))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> EventCodec.encodeData(codeMadeBy(new Requester("a", "c", longest + "z"))))
                    .hasMessageContaining("requester.employeeId");
        }
    }

    @Test
    @DisplayName("An event of before is read, whatever its length")
    void formerEventIsRead() {
        byte[] data = new String(EventCodec.encodeData(codeMadeBy(new Requester("agency", "client", null))),
                StandardCharsets.UTF_8).replace("client\"", "c".repeat(700) + "\"").getBytes(StandardCharsets.UTF_8);

        assertThat(EventCodec.decodeData(EventType.BINDING_CODE_MADE, data)).isInstanceOf(BindingCodeMade.class);
    }

    private static BindingCodeMade codeMadeBy(Requester requester) {
        return new BindingCodeMade(new UUID(1, 2), 1, new UUID(3, 4), requester, null, Instant.EPOCH, Instant.EPOCH,
                null);
    }
}
