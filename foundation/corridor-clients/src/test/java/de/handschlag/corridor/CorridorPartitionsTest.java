package de.handschlag.corridor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CorridorPartitionsTest {

    @Test
    void whatWasSetUpIsTaken() {
        assertThatCode(() -> CorridorPartitions.require(2,
                Map.of("consent-events", 2, "access-events", 2, "enforcement-receipts", 2))).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("G2 A topic with another number of partitions is refused, and the message names topic, numbers and setting")
    void anotherNumberIsRefused() {
        assertThatThrownBy(() -> CorridorPartitions.require(2,
                Map.of("consent-events", 2, "access-events", 2, "enforcement-receipts", 3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("enforcement-receipts has 3", "HANDSCHLAG_CORRIDOR_PARTITIONS", "says 2");
    }
}
