package de.handschlag.consent.datasubject;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonValue;

import de.handschlag.event.Guardianship;
import de.handschlag.event.LoginBindingEvent;
import de.handschlag.event.LoginBindingRequested;
import de.handschlag.event.LoginBindingState;
import de.handschlag.event.LoginBindingState.EndReason;
import de.handschlag.event.LoginBindingState.Means;
import de.handschlag.event.LoginBound;
import de.handschlag.event.LoginUnbound;

/**
 * The binding of a login to a person: it waits or holds (R35). Each transition takes the person's next revision and returns the
 * event that tells of it. Of a binding that ended only the id is kept, apart from this.
 */
@Entity
@Table(name = "login_binding")
class LoginBinding {

    /** Whether the login is the person's yet. */
    enum Status {
        WAITING,
        BOUND;

        @JsonValue
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Id
    private UUID loginBindingId;
    @Column(updatable = false)
    private UUID dataSubjectId;
    @Column(updatable = false)
    private @Nullable String issuer;
    @Column(updatable = false)
    private @Nullable String subject;
    @Enumerated(EnumType.STRING)
    private Status status;
    @Enumerated(EnumType.STRING)
    private @Nullable Means means;
    private List<String> agencies;
    private List<UUID> bindingCodeIds;
    private @Nullable String unconfirmedAgency;
    private @Nullable String assuranceLevel;
    @Column(updatable = false)
    private Instant requestedAt;
    private @Nullable Instant takesEffectAt;
    private @Nullable Instant boundAt;
    private @Nullable UUID confirmedByLoginBinding;
    /** What the login's owner is to the person (R11); null if the login is the person's own. */
    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Guardianship.@Nullable Kind guardianKind;
    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Guardianship.@Nullable Proof guardianProof;

    protected LoginBinding() {}

    /** Of a login that asks to be bound. */
    LoginBinding(UUID dataSubjectId, Login login, Instant now) {
        this(dataSubjectId, login, null, now);
    }

    /** @param guardianship for what the login acts for the person; null if it is to be the person's own */
    LoginBinding(UUID dataSubjectId, Login login, @Nullable Guardianship guardianship, Instant now) {
        this.loginBindingId = UUID.randomUUID();
        this.dataSubjectId = dataSubjectId;
        this.issuer = login.issuer();
        this.subject = login.subject();
        this.status = Status.WAITING;
        this.agencies = List.of();
        this.bindingCodeIds = List.of();
        this.assuranceLevel = login.assuranceLevel();
        this.requestedAt = now;
        guard(guardianship);
    }

    private void guard(@Nullable Guardianship guardianship) {
        guardianKind = guardianship == null ? null : guardianship.kind();
        guardianProof = guardianship == null ? null : guardianship.proof();
    }

    /** As the topic has it: of a login that nobody knows any more (ADR 42). It has not ended. */
    static LoginBinding lost(UUID dataSubjectId, LoginBindingState state) {
        LoginBinding binding = new LoginBinding();
        binding.loginBindingId = state.loginBindingId();
        binding.dataSubjectId = dataSubjectId;
        binding.requestedAt = state.requestedAt();
        binding.guard(state.guardianship());
        binding.become(state);
        return binding;
    }

    /** Is from now on what the topic has (ADR 39): not ended. Which login it is, only this database knows. */
    final void become(LoginBindingState state) {
        status = state.boundAt() != null ? Status.BOUND : Status.WAITING;
        means = state.means();
        agencies = state.agencies();
        bindingCodeIds = state.bindingCodeIds();
        unconfirmedAgency = state.unconfirmedAgency();
        assuranceLevel = state.assuranceLevel();
        takesEffectAt = state.takesEffectAt();
        boundAt = state.boundAt();
        confirmedByLoginBinding = state.confirmedByLoginBinding();
    }

    /** Notes a code that was entered for it. */
    void enter(String agencyId, UUID bindingCodeId) {
        agencies = with(agencies, agencyId);
        bindingCodeIds = with(bindingCodeIds, bindingCodeId);
    }

    /**
     * Waits for a confirmation; or, if there is a word on which it may be bound without one, until the waiting time is over. A
     * waiting time that runs is not changed by anybody, nor on whose word it began.
     */
    LoginBindingRequested request(@Nullable Means means, Duration waitingTime, long revision, Instant now) {
        require(Status.WAITING);
        if (takesEffectAt == null && means != null) {
            this.means = means;
            takesEffectAt = now.plus(waitingTime);
        }
        return new LoginBindingRequested(dataSubjectId, revision, state());
    }

    /** The login is the person's. */
    LoginBound bind(Means means, @Nullable String unconfirmedAgency, @Nullable UUID confirmedBy, long revision,
            Instant now) {
        require(Status.WAITING);
        this.status = Status.BOUND;
        this.means = means;
        this.unconfirmedAgency = unconfirmedAgency;
        this.confirmedByLoginBinding = confirmedBy;
        this.boundAt = now;
        return new LoginBound(dataSubjectId, revision, state());
    }

    /** The login no longer stands on one agency's word alone. */
    LoginBound confirm(Means means, long revision) {
        require(Status.BOUND);
        this.means = means;
        this.unconfirmedAgency = null;
        return new LoginBound(dataSubjectId, revision, state());
    }

    /** The event of its end; the caller then has the repository forget the binding. */
    LoginUnbound end(EndReason reason, @Nullable UUID by, long revision, Instant now) {
        return new LoginUnbound(dataSubjectId, revision, state(now, reason, by));
    }

    boolean isDue(Instant now) {
        return isWaiting() && takesEffectAt != null && !now.isBefore(takesEffectAt);
    }

    /** Waits for a confirmation that has not come for so long. */
    boolean hasLapsed(Duration patience, Instant now) {
        return isWaiting() && takesEffectAt == null && !now.isBefore(requestedAt.plus(patience));
    }

    Status status() {
        return status;
    }

    boolean isWaiting() {
        return status == Status.WAITING;
    }

    boolean isBound() {
        return status == Status.BOUND;
    }

    /** Nobody knows any more which login it is (ADR 42). */
    boolean isLost() {
        return issuer == null;
    }

    boolean isOf(Login login) {
        return login.issuer().equals(issuer) && login.subject().equals(subject);
    }

    private void require(Status required) {
        if (status != required) {
            throw new IllegalStateException("the login binding is " + status);
        }
    }

    private static <T> List<T> with(List<T> list, T added) {
        if (list.contains(added)) {
            return list;
        }
        List<T> longer = new ArrayList<>(list);
        longer.add(added);
        return longer;
    }

    private LoginBindingState state() {
        return state(null, null, null);
    }

    private LoginBindingState state(@Nullable Instant endedAt, @Nullable EndReason reason, @Nullable UUID endedBy) {
        return new LoginBindingState(loginBindingId, means, agencies, bindingCodeIds, unconfirmedAgency, assuranceLevel,
                requestedAt, takesEffectAt, boundAt, endedAt, reason, confirmedByLoginBinding, endedBy, guardianship());
    }

    /** For what the login's owner acts for the person; null if the login is the person's own. */
    @Nullable
    Guardianship guardianship() {
        return guardianKind == null || guardianProof == null ? null : new Guardianship(guardianKind, guardianProof);
    }

    String messageKey() {
        return LoginBindingEvent.messageKey(dataSubjectId, loginBindingId);
    }

    UUID loginBindingId() {
        return loginBindingId;
    }

    UUID dataSubjectId() {
        return dataSubjectId;
    }

    @Nullable
    Means means() {
        return means;
    }

    List<String> agencies() {
        return agencies;
    }

    /** The agency on whose word alone the login is bound; null if it stands on more, or that was never recorded. */
    @Nullable
    String unconfirmedAgency() {
        return unconfirmedAgency;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    @Nullable
    Instant takesEffectAt() {
        return takesEffectAt;
    }

    @Nullable
    Instant boundAt() {
        return boundAt;
    }
}
