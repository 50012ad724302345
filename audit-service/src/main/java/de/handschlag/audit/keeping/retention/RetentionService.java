package de.handschlag.audit.keeping.retention;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.problem.ProblemType;

/** Tells what is kept for how long and what was erased. */
@ApplicationScoped
public class RetentionService {

    private final RetentionRepository repository;
    private final RetentionSettings settings;

    RetentionService(RetentionRepository repository, RetentionSettings settings) {
        this.repository = repository;
        this.settings = settings;
    }

    /** How long payloads are kept. */
    public RetentionPolicies policies() {
        return new RetentionPolicies(repository.policies(), settings.waitAfterPerson().toString(),
                repository.filesToRewrite());
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if no answer held the cursor */
    LogErasure.Page erasures(@Nullable UUID cursor, int limit) {
        if (cursor != null && repository.erasure(cursor).isEmpty()) {
            throw InvalidRequest.query("cursor", "not one that an answer held");
        }
        List<LogErasure> found = repository.erasures(cursor, limit + 1);
        List<LogErasure> page = found.subList(0, Math.min(limit, found.size()));
        return new LogErasure.Page(page, found.size() > limit ? page.getLast().id().toString() : null);
    }

    /** Classes and months of which everything that was not held was erased as its time was over, the newest first. */
    public List<LogErasure> erasedMonths() {
        return repository.erasedMonths();
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if there is none */
    LogErasure erasure(UUID id) {
        return repository.erasure(id)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no erasure with this id."));
    }
}
