package de.handschlag.consent.datasubject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.event.Guardianship;
import de.handschlag.event.Guardianship.Kind;
import de.handschlag.event.Guardianship.Proof;

@DisplayName("R11 Who decides at which age")
class AgesTest {

    private static final LocalDate BORN = LocalDate.parse("2011-07-01");

    private static Ages at(String now) {
        return new Ages(settings(15, 16), () -> Instant.parse(now));
    }

    private static AgeSettings settings(int decidesAlone, int online) {
        return new AgeSettings() {
            @Override
            public int decidesAlone() {
                return decidesAlone;
            }

            @Override
            public int online() {
                return online;
            }
        };
    }

    private static boolean isInForce(Ages ages, Kind kind, LocalDate born) {
        return ages.isInForce(new Guardianship(kind, Proof.OTHER), born);
    }

    @Test
    @DisplayName("R11 the day begins at midnight in Germany")
    void birthdayBeginsAtMidnightInGermany() {
        assertThat(isInForce(at("2026-06-30T21:59:59Z"), Kind.PARENT, BORN)).isTrue();
        assertThat(isInForce(at("2026-06-30T22:00:00Z"), Kind.PARENT, BORN)).isFalse();
    }

    @Test
    @DisplayName("R11 who was born on 29 February is a year older on 1 March where there is no 29th (§ 188 BGB)")
    void bornOnTheTwentyNinthOfFebruary() {
        assertThat(Ages.birthday(LocalDate.parse("2012-02-29"), 15)).isEqualTo("2027-03-01");
        assertThat(Ages.birthday(LocalDate.parse("2012-02-29"), 16)).isEqualTo("2028-02-29");
        assertThat(Ages.birthday(LocalDate.parse("2012-02-28"), 15)).isEqualTo("2027-02-28");
    }

    @Test
    @DisplayName("R11 a legal guardian acts for adults only, any other for minors whose birth date is known")
    void kinds() {
        Ages ages = at("2026-06-30T22:00:00Z");
        assertThat(ages.isInForce(new Guardianship(Kind.LEGAL_GUARDIAN, Proof.COURT_ORDER), null)).isTrue();
        assertThat(isInForce(ages, Kind.LEGAL_GUARDIAN, LocalDate.parse("2008-07-02"))).isFalse();
        assertThat(isInForce(ages, Kind.LEGAL_GUARDIAN, LocalDate.parse("2008-07-01"))).isTrue();
        assertThat(ages.isInForce(new Guardianship(Kind.OFFICIAL, Proof.COURT_ORDER), null)).isFalse();
    }

    @Test
    void settingsThatMakeNoSenseEndTheStart() {
        assertThatThrownBy(() -> new Ages(settings(17, 16), Instant::now)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Ages(settings(0, 16), Instant::now)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Ages(settings(15, 19), Instant::now)).isInstanceOf(IllegalStateException.class);
    }
}
