package de.handschlag.consent.datasubject;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.SecurityIdentity;

import de.handschlag.login.BoundLogins;

/** Tells a browser's session whether a person belongs to its login. */
@ApplicationScoped
class BoundPersons implements BoundLogins {

    private final DataSubjectService dataSubjects;

    BoundPersons(DataSubjectService dataSubjects) {
        this.dataSubjects = dataSubjects;
    }

    @Override
    public boolean isBound(SecurityIdentity identity) {
        return !Login.isOfStaff(identity) && dataSubjects.find(Login.of(identity)).isPresent();
    }
}
