package de.handschlag.registry.clientlimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.event.ClientLimitExceeded.Limit;

class FixedWindowTest {

    private static final long NOW = 500_000;

    @Test
    void requestsBeyondTheLimitWaitForTheNextHour() {
        FixedWindow client = new FixedWindow(2, 0, 0);

        assertThat(client.admit(NOW, List.of("a"))).isNull();
        assertThat(client.admit(NOW, List.of("b", "c", "d"))).isNull();
        assertThat(client.admit(NOW, List.of("a"))).isEqualTo(Limit.REQUESTS);
        assertThat(client.admit(NOW + 1, List.of("a"))).isNull();
    }

    @Test
    void sameCasesCountOnceAndRefusedOnesNotAtAll() {
        FixedWindow client = new FixedWindow(0, 3, 0);

        assertThat(client.admit(NOW, List.of("a", "a", "b"))).isNull();
        assertThat(client.admit(NOW, List.of("c", "d"))).isEqualTo(Limit.CASES);
        assertThat(client.admit(NOW, List.of("b", "c"))).isNull();
        assertThat(client.admit(NOW, List.of("a"))).isNull();
        assertThat(client.admit(NOW, List.of("d"))).isEqualTo(Limit.CASES);
        assertThat(client.admit(NOW, List.of("a", "d"))).isEqualTo(Limit.CASES);
        assertThat(client.admit(NOW + 1, List.of("d"))).isNull();
    }

    @Test
    void zeroIsNoLimit() {
        FixedWindow client = new FixedWindow(0, 0, 0);

        assertThat(IntStream.range(0, 100_000).mapToObj(i -> client.admit(NOW, List.of("case-" + i))))
                .containsOnlyNulls();
    }

    @Test
    void logIsToldOncePerLimitAndHourUnlessItDidNotTakeIt() {
        FixedWindow client = new FixedWindow(1, 1, 0);

        assertThat(client.isToBeTold(NOW, Limit.REQUESTS)).isTrue();
        assertThat(client.isToBeTold(NOW, Limit.REQUESTS)).isFalse();
        assertThat(client.isToBeTold(NOW, Limit.CASES)).isTrue();
        client.wasNotTold(Limit.REQUESTS);
        assertThat(client.isToBeTold(NOW, Limit.REQUESTS)).isTrue();
        assertThat(client.isToBeTold(NOW + 1, Limit.CASES)).isTrue();
    }

    @Test
    void manyAtOnceGetNoMoreThanTheLimit() {
        FixedWindow client = new FixedWindow(1000, 0, 0);
        AtomicInteger admitted = new AtomicInteger();

        IntStream.range(0, 4000).parallel().forEach(i -> {
            if (client.admit(NOW, List.of("a")) == null) {
                admitted.incrementAndGet();
            }
        });

        assertThat(admitted).hasValue(1000);
    }

    @Test
    @DisplayName("Tries without a right have a limit of their own: all of a batch or none, told once, anew in the next hour")
    void refusedTriesAreCountedApart() {
        FixedWindow client = new FixedWindow(1, 1, 3);
        assertThat(client.admitRefused(7, 2)).isTrue();
        assertThat(client.admitRefused(7, 2)).isFalse();
        assertThat(client.admitRefused(7, 1)).isTrue();
        assertThat(client.admit(7, List.of("A"))).as("what it may ask is counted apart").isNull();
        assertThat(client.areRefusedTriesToBeTold(7)).isTrue();
        assertThat(client.areRefusedTriesToBeTold(7)).isFalse();
        client.refusedTriesWereNotTold();
        assertThat(client.areRefusedTriesToBeTold(7)).isTrue();
        assertThat(client.admitRefused(8, 3)).isTrue();
        assertThat(new FixedWindow(0, 0, 0).admitRefused(7, 500)).as("0 is no limit").isTrue();
    }
}
