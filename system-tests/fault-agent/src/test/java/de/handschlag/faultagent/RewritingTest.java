package de.handschlag.faultagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RewritingTest {

    /** Asks for the time in the three ways that are redirected. */
    public static final class AsksForTime implements Supplier<Instant[]> {

        @Override
        public Instant[] get() {
            return new Instant[]{Instant.now(), Instant.ofEpochMilli(System.currentTimeMillis()),
                    Clock.systemUTC().instant()};
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A fault whose place is not there is an error, not a fault that nobody notices")
    void missingPlaceIsAnError(PlantedFault fault) throws IOException {
        byte[] anotherClass = bytes(AsksForTime.class);

        assertThatThrownBy(() -> fault.plantIn(ClassFile.of(), anotherClass)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no ");
    }

    @Test
    @DisplayName("A class' own calls for the time follow the offset in the file")
    void clockIsStepped(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("clock"), "-3600000");
        byte[] redirected = ClockCalls.redirect(ClassFile.of(), bytes(AsksForTime.class));
        SteppedClock.follow(file);
        Supplier<?> stepped = (Supplier<?>) new ClassLoader(getClass().getClassLoader()) {
            Class<?> define() {
                return defineClass(AsksForTime.class.getName(), redirected, 0, redirected.length);
            }
        }.define().getConstructor().newInstance();

        Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
        while (SteppedClock.now().isAfter(hourAgo.plusSeconds(60))) {
            Thread.onSpinWait();
        }
        assertThat((Instant[]) stepped.get()).hasSize(3)
                .allSatisfy(time -> assertThat(time).isCloseTo(hourAgo, within(1, ChronoUnit.MINUTES)));
    }

    @Test
    @DisplayName("A class that never asks for the time stays as it is")
    void othersStay() throws IOException {
        byte[] bytes = bytes(RewritingTest.class.getNestHost());
        byte[] neverAsks = bytes(PlantedFault.class);

        assertThat(ClockCalls.redirect(ClassFile.of(), neverAsks)).isSameAs(neverAsks);
        assertThat(ClockCalls.redirect(ClassFile.of(), bytes)).isNotSameAs(bytes);
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type
                .getResourceAsStream(type.getName().substring(type.getPackageName().length() + 1) + ".class")) {
            return in.readAllBytes();
        }
    }
}
