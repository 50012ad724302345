package de.handschlag.consent.datasubject;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

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
