package de.handschlag.consent.datasubject;

import java.util.UUID;

import de.handschlag.sealing.RevisionTokens.PersonRevision;

/** A person whose row is locked until the transaction ends. Only who holds one may change something of the person. */
public final class LockedPerson {

    private final DataSubject dataSubject;

    LockedPerson(DataSubject dataSubject) {
        this.dataSubject = dataSubject;
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
