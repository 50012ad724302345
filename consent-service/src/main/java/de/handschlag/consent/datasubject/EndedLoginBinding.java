package de.handschlag.consent.datasubject;

import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What is left of a login binding that ended, so that the topic can be told to forget it when the person is erased. */
@Entity
@Table(name = "ended_login_binding")
@SuppressWarnings("UnusedVariable") // SQL reads what this class only writes.
class EndedLoginBinding {

    @Id
    private UUID loginBindingId;
    private UUID dataSubjectId;

    protected EndedLoginBinding() {}

    EndedLoginBinding(UUID dataSubjectId, UUID loginBindingId) {
        this.dataSubjectId = dataSubjectId;
        this.loginBindingId = loginBindingId;
    }
}
