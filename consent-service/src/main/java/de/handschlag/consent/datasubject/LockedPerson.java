package de.handschlag.consent.datasubject;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.Guardianship;
import de.handschlag.sealing.RevisionTokens.PersonRevision;

/** A person whose row is locked until the transaction ends. Only who holds one may change something of the person. */
public final class LockedPerson {

    private final DataSubject dataSubject;
    private final @Nullable LoginBinding loginBinding;

    LockedPerson(DataSubject dataSubject) {
        this(dataSubject, null);
    }

    /** @param loginBinding binding of the login that acts; null if none does */
    LockedPerson(DataSubject dataSubject, @Nullable LoginBinding loginBinding) {
        this.dataSubject = dataSubject;
        this.loginBinding = loginBinding;
    }

    /**
     * Binding of the login that acts.
     *
     * @throws IllegalStateException if none does
     */
    LoginBinding loginBinding() {
        if (loginBinding == null) {
            throw new IllegalStateException("no login acts here");
        }
        return loginBinding;
    }

    /** Random id that stands for the login that acts, in records and in the log (R35). */
    public UUID loginBindingId() {
        return loginBinding().loginBindingId();
    }

    /** Whether the person acts themselves, by a login. */
    public boolean isActing() {
        return loginBinding != null;
    }

    /** Whether somebody else acts for the person, by a login that is not the person's own (R11). */
    public boolean isGuardianActing() {
        return loginBinding != null && loginBinding.guardianship() != null;
    }

    /** The same, because the person does not decide alone. */
    boolean isGuardianOfMinorActing() {
        Guardianship guardianship = loginBinding == null ? null : loginBinding.guardianship();
        return guardianship != null && guardianship.kind() != Guardianship.Kind.LEGAL_GUARDIAN;
    }

    /** Null if nobody said, or nobody relies on it yet. */
    @Nullable
    LocalDate birthDate() {
        return dataSubject.birthDate();
    }

    /** What was said, whether somebody relies on it or not. */
    @Nullable
    LocalDate statedBirthDate() {
        return dataSubject.statedBirthDate();
    }

    /** A login was bound: on a guardian's rests that the person is as young as was said. */
    void noteBound(LoginBinding binding) {
        Guardianship guardianship = binding.guardianship();
        if (guardianship != null && guardianship.kind() != Guardianship.Kind.LEGAL_GUARDIAN) {
            dataSubject.relyOnBirthDate();
        }
    }

    public UUID dataSubjectId() {
        return dataSubject.id();
    }

    /** The revision as it stands. */
    public long consentRevision() {
        return dataSubject.consentRevision();
    }

    /** The state after the last change. */
    public PersonRevision state() {
        return new PersonRevision(dataSubject.id(), dataSubject.consentRevision());
    }

    /** Increases the revision by one, for exactly one change and its event. */
    public long nextRevision() {
        return dataSubject.nextRevision();
    }
}
