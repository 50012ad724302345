package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.verifier.Verified.Found;
import de.handschlag.verifier.fault.FaultKind;

@DisplayName("R25 What an entry names beside its basis")
class NamedInEntriesTest {

    private final LawfulLog log = new LawfulLog();

    private void mustFail(FaultKind kind, long index) {
        assertThat(log.verify().found()).containsExactly(new Found(kind, index));
    }

    private long readByStatute(Map<String, Object> grounds) {
        Map<String, Object> data = new HashMap<>(grounds);
        data.put("norm", "\u00a7 87 AufenthG");
        return log.disclosed(List.of(), data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fileNumber", "statedReason"})
    @DisplayName("R22 A read by a statute says for which file and why, once reads of the log do")
    void groundsOfAReadByAStatute(String left) {
        log.linked();
        readByStatute(Map.of());
        readByStatute(Map.of("fileNumber", "BG 4711-26", "statedReason", "Renewed claim"));
        assertThat(log.verify().found()).isEmpty();
        mustFail(FaultKind.STATUTE, readByStatute(Map.of(left, "BG 4711-26")));
    }

    @Test
    @DisplayName("R22 Neither reads by grants nor those in an emergency have a file")
    void noGroundsOfOtherReads() {
        log.linked();
        readByStatute(Map.of("fileNumber", "BG 4711-26", "statedReason", "Renewed claim"));
        log.disclosed(log.given());
        log.emergencyOpened(new UUID(3, 1), Map.of());
        log.readInEmergency(new UUID(3, 1), Map.of());

        assertThat(log.verify().found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"purpose", "caseReference", "reason"})
    @DisplayName("R25 A denial names what was asked for, of which case, and why nothing was disclosed")
    void denials(String blank) {
        log.linked();
        log.denied();
        assertThat(log.verify().found()).isEmpty();
        mustFail(FaultKind.DISCLOSURE_INCOMPLETE, log.denied(Map.of(blank, " ")));
    }

    @Test
    @DisplayName("R25 A denial names the client, and no agency where there is none")
    void requesterOfADenial() {
        log.linked();
        log.denied(Map.of("requester", Map.of("clientId", "c")));
        assertThat(log.verify().found()).isEmpty();
        mustFail(FaultKind.DISCLOSURE_INCOMPLETE, log.denied(Map.of("requester", Map.of("agencyId", "jobcenter"))));
    }
}
