package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Guardianship;
import de.handschlag.event.Guardianship.Kind;
import de.handschlag.problem.ProblemType;

/**
 * Who decides for a person of which age (R11). Below {@code handschlag.age.decides-alone} a guardian does, and nobody else; from
 * {@code handschlag.age.online} on the person, with a login of their own; a legal guardian of an adult beside them. A person whose birth
 * date is not known decides by themselves.
 */
@ApplicationScoped
public class Ages {

    public static final ProblemType TOO_YOUNG = new ProblemType("too-young-to-decide-online", 403,
            "Who is so young does not decide this online", "In diesem Alter wird das nicht online entschieden",
            "Ask the office to ask a guardian, or wait. Refusing and withdrawing is possible at once.");

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int ADULT = 18;

    private final AgeSettings settings;
    private final InstantSource clock;

    Ages(AgeSettings settings, InstantSource clock) {
        if (settings.decidesAlone() < 1 || settings.online() < settings.decidesAlone() || settings.online() > ADULT) {
            throw new IllegalStateException(
                    "handschlag.age.decides-alone and .online are years from 1 to 18, the second not below the first.");
        }
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param birthDate null if the agency names none
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if it is missing or not wanted, or nobody acts in this way for who was born then
     */
    public void requireFits(Guardianship guardianship, @Nullable LocalDate birthDate) {
        boolean ofAdult = guardianship.kind() == Kind.LEGAL_GUARDIAN;
        if (ofAdult && birthDate != null) {
            throw InvalidRequest.body("birthDate", "is not asked for where an adult has a legal guardian");
        }
        if (!ofAdult && birthDate == null) {
            throw InvalidRequest.body("birthDate", "is expected of who is a minor");
        }
        if (birthDate != null && (birthDate.isAfter(today()) || decidesAlone(birthDate))) {
            throw InvalidRequest.body("birthDate",
                    "a day is expected that is over, and not so long ago that the person decides alone");
        }
    }

    /**
     * Refuses an approval by a login of the person's own (403) whose birth date says that they are too young for it.
     *
     * @param person locked by the login that acts
     */
    public void requireMayApprove(LockedPerson person) {
        LocalDate birthDate = person.birthDate();
        if (!person.isGuardianActing() && birthDate != null && !hasReached(birthDate, settings.online())) {
            throw TOO_YOUNG.because("The person is younger than " + settings.online() + ".");
        }
    }

    /**
     * Until when at most an approval by the login that acts is valid, exclusive: the day on which the person decides alone.
     *
     * @param person locked by the login that acts
     * @return null if there is no such day
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if it began after the login was let in
     */
    public @Nullable Instant latestEnd(LockedPerson person) {
        LocalDate birthDate = person.birthDate();
        if (!person.isGuardianOfMinorActing() || birthDate == null) {
            return null;
        }
        Instant end = decidesAloneFrom(birthDate);
        if (!end.isAfter(clock.instant())) {
            throw DataSubjectService.NOT_ACTING.because("The person decides alone since a moment ago.");
        }
        return end;
    }

    /**
     * From when on the person decides alone, so that what a guardian signed ends at the latest.
     *
     * @return null if that is not known, or was before
     */
    public @Nullable Instant decidesAloneFrom(LockedPerson person) {
        LocalDate birthDate = person.birthDate();
        return birthDate == null || decidesAlone(birthDate) ? null : decidesAloneFrom(birthDate);
    }

    private Instant decidesAloneFrom(LocalDate birthDate) {
        return birthday(birthDate, settings.decidesAlone()).atStartOfDay(ZONE).toInstant();
    }

    /** Whether somebody may begin to act for the person today: as for a minor, by the date that was stated. */
    boolean canBegin(Guardianship guardianship, LockedPerson person) {
        return isInForce(guardianship,
                guardianship.kind() == Kind.LEGAL_GUARDIAN ? person.birthDate() : person.statedBirthDate());
    }

    /** Whether a guardian may act for the person today. */
    boolean isInForce(Guardianship guardianship, @Nullable LocalDate birthDate) {
        return guardianship.kind() == Kind.LEGAL_GUARDIAN
                ? isOldEnoughForLegalGuardian(birthDate)
                : birthDate != null && !decidesAlone(birthDate);
    }

    /** Whether a legal guardian of an adult may act for who was born then; nobody's birth date being known, too. */
    boolean isOldEnoughForLegalGuardian(@Nullable LocalDate birthDate) {
        return birthDate == null || hasReached(birthDate, ADULT);
    }

    /** Whether the person decides without a guardian today. */
    boolean decidesAlone(LocalDate birthDate) {
        return hasReached(birthDate, settings.decidesAlone());
    }

    /** Who was born later does not decide alone today. */
    LocalDate latestBirthDateDecidingAlone() {
        return today().minusYears(settings.decidesAlone());
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    private boolean hasReached(LocalDate birthDate, int age) {
        return !today().isBefore(birthday(birthDate, age));
    }

    /** Who was born on 29 February comes to an age when the 28th is over (§ 187(2), § 188(2) BGB). */
    static LocalDate birthday(LocalDate birthDate, int age) {
        LocalDate day = birthDate.plusYears(age);
        return day.getDayOfMonth() == birthDate.getDayOfMonth() ? day : day.plusDays(1);
    }
}
