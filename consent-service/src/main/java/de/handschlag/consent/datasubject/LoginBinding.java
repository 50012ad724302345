package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

@Entity
@Table(name = "login_binding")
class LoginBinding {

    @EmbeddedId
    private Key key;
    private UUID dataSubjectId;
    private Instant boundAt;

    protected LoginBinding() {}

    LoginBinding(Login login, UUID dataSubjectId, Instant boundAt) {
        this.key = Key.of(login);
        this.dataSubjectId = dataSubjectId;
        this.boundAt = boundAt;
    }

    UUID dataSubjectId() {
        return dataSubjectId;
    }

    /** The same subject at another issuer is another login. */
    @Embeddable
    record Key(String issuer, String subject) {

        static Key of(Login login) {
            return new Key(login.issuer(), login.subject());
        }
    }
}
