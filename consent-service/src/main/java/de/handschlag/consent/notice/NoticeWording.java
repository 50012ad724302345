package de.handschlag.consent.notice;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

/**
 * Words of one language that notices are made of, and who vouched for them (R32). What they say never changes; another text is
 * another version.
 */
@Entity
@Table(name = "notice_wording")
@SuppressWarnings("UnusedVariable") // SQL reads what this class only writes.
class NoticeWording {

    @Id
    private UUID id;
    private String scope;
    private String language;
    private int version;
    @Enumerated(EnumType.STRING)
    private State state;
    private String content;
    private String contentHash;
    private String sourceHash;
    private String proposedBy;
    private Instant proposedAt;
    private @Nullable String approvedBy;
    private @Nullable String approvalLogin;
    private @Nullable Instant approvedAt;
    private @Nullable Instant publishedAt;

    /** What became of a wording. */
    enum State {
        DRAFT,
        /** A named person vouches for it. */
        APPROVED,
        /** It is what persons read. */
        PUBLISHED,
        /** A later version took its place. */
        REPLACED
    }

    protected NoticeWording() {}

    /** @param germanHash hash of the German wording that it says in its language */
    static NoticeWording draft(WordingKey key, int version, String content, String germanHash, String proposedBy,
            Instant now) {
        NoticeWording wording = new NoticeWording();
        wording.id = UUID.randomUUID();
        wording.scope = key.scope();
        wording.language = key.language().tag();
        wording.version = version;
        wording.state = State.DRAFT;
        wording.content = content;
        wording.contentHash = CanonicalJson.sha256(content);
        wording.sourceHash = germanHash;
        wording.proposedBy = proposedBy;
        wording.proposedAt = now;
        return wording;
    }

    /**
     * Takes down who vouches for it.
     *
     * @param login the login under which that was entered; null if the proposer vouches for what they wrote in the first place
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if it is no draft, 422 if a login names the proposer
     */
    void approve(String by, @Nullable String login, Instant now) {
        if (state != State.DRAFT) {
            throw NoticeProblems.NO_DRAFT.because("The wording's state is " + state + ".");
        }
        if (login != null && by.strip().equalsIgnoreCase(proposedBy)) {
            throw NoticeProblems.PROPOSER.because("The wording was proposed by " + proposedBy + ".");
        }
        state = State.APPROVED;
        approvedBy = by;
        approvalLogin = login;
        approvedAt = now;
    }

    void publish(Instant now) {
        if (state != State.APPROVED) {
            throw NoticeProblems.NOT_APPROVED.because("The wording's state is " + state + ".");
        }
        state = State.PUBLISHED;
        publishedAt = now;
    }

    void yieldToLater() {
        state = State.REPLACED;
    }

    UUID id() {
        return id;
    }

    WordingKey key() {
        return new WordingKey(scope, NoticeLanguage.ofTag(language));
    }

    int version() {
        return version;
    }

    State state() {
        return state;
    }

    WordingContent content() {
        return WordingContent.read(content);
    }

    String contentHash() {
        return contentHash;
    }

    String sourceHash() {
        return sourceHash;
    }

    String proposedBy() {
        return proposedBy;
    }

    Instant proposedAt() {
        return proposedAt;
    }

    @Nullable
    String approvedBy() {
        return approvedBy;
    }

    @Nullable
    Instant approvedAt() {
        return approvedAt;
    }

    @Nullable
    Instant publishedAt() {
        return publishedAt;
    }
}
