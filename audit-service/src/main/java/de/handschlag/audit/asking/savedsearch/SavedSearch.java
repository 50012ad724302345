package de.handschlag.audit.asking.savedsearch;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.query.LogFilter;
import de.handschlag.audit.asking.query.LogQuestion;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.query.ReadOutcome;

/** A question under a name, which names no person and no employee. Whoever wants another one saves it anew. */
@Entity
@Immutable
@Table(name = "saved_search")
class SavedSearch {

    @Id
    private UUID id;
    /** Id of the login that saved it. */
    private String owner;
    /** The office whose others see and run it, empty if the login has none; null: not shared. */
    private @Nullable String sharedWith;
    private String name;
    private String queryPurpose;
    private @Nullable String agencyId;
    private @Nullable String purpose;
    private @Nullable String decision;
    private @Nullable String type;
    private @Nullable String attribute;
    private @Nullable Instant occurredFrom;
    private @Nullable Instant occurredTo;
    private Instant savedAt;

    protected SavedSearch() {}

    SavedSearch(String name, SavedSearchRepository.Reader owner, boolean shared, LogQuestion question,
            Instant savedAt) {
        LogFilter filter = question.filter();
        if (filter.namesPerson() || filter.employeeId() != null) {
            throw new IllegalArgumentException("a saved search names no person and no employee");
        }
        ReadOutcome outcome = filter.decision();
        this.id = UUID.randomUUID();
        this.owner = owner.login();
        this.sharedWith = shared ? owner.office() : null;
        this.name = name;
        this.queryPurpose = question.purpose().key();
        this.agencyId = filter.agencyId();
        this.purpose = filter.purpose();
        this.decision = outcome == null ? null : outcome.key();
        this.type = filter.type();
        this.attribute = filter.attribute();
        this.occurredFrom = filter.from();
        this.occurredTo = filter.to();
        this.savedAt = savedAt;
    }

    boolean isOf(String login) {
        return owner.equals(login);
    }

    /** What is asked each time. */
    LogQuestion question() {
        return new LogQuestion(QueryPurpose.of(queryPurpose).orElseThrow(),
                new LogFilter(null, agencyId, null, purpose, null,
                        Optional.ofNullable(decision).flatMap(ReadOutcome::of).orElse(null), type, occurredFrom,
                        occurredTo, attribute));
    }

    SavedSearchView view() {
        return new SavedSearchView(id, name, owner, sharedWith != null, queryPurpose, new SavedSearchView.Filter(
                agencyId, purpose, decision, type, text(occurredFrom), text(occurredTo), attribute), savedAt);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
