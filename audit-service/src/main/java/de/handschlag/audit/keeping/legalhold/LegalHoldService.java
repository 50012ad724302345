package de.handschlag.audit.keeping.legalhold;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.corridor.AccessLog;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.LegalHoldReleased;
import de.handschlag.event.LegalHoldSet;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** Sets and releases holds. The record is durable before the hold changes, so that no change is without one. */
@ApplicationScoped
class LegalHoldService {

    private static final ProblemType ALREADY_HELD = new ProblemType("already-held", 409,
            "There is a legal hold already", "Es gibt schon eine Löschsperre",
            "Read the holds that are in force at GET /v1/legal-holds.");
    private static final ProblemType NOTHING_TO_HOLD = new ProblemType("nothing-to-hold", 409,
            "The log has nothing to hold", "Das Protokoll enthält nichts zu sperren",
            "Check the id; what was erased before cannot be kept any more.");
    private static final ProblemType ALREADY_RELEASED = new ProblemType("already-released", 409,
            "The legal hold is released already", "Die Löschsperre ist schon aufgehoben",
            "Set a new hold if it is needed again.");

    private final LegalHoldRepository repository;
    private final AccessLog log;

    LegalHoldService(LegalHoldRepository repository, AccessLog log) {
        this.repository = repository;
        this.log = log;
    }

    LegalHold set(NewLegalHold wanted, Requester requester) {
        if ((wanted.dataSubjectId() == null) == (wanted.agencyId() == null)) {
            throw InvalidRequest.body(wanted.agencyId() == null ? "dataSubjectId" : "agencyId",
                    "a hold names either a person by dataSubjectId or an agency by agencyId");
        }
        UUID person = wanted.dataSubjectId();
        LegalHold hold = new LegalHold(UUID.randomUUID(), person, wanted.agencyId(), wanted.reason(), login(requester),
                log.now(), null, null, null);
        return switch (repository.insert(hold, () -> log
                .append(List.of(new LegalHoldSet(hold.id(), person, requester, hold.agencyId(), hold.setAt()))))) {
            case DONE -> hold;
            case ALREADY_HELD -> throw ALREADY_HELD.because("A person or an agency is held once.");
            case NOTHING_TO_HOLD -> throw NOTHING_TO_HOLD.because("No payload is about it.");
        };
    }

    List<LegalHold> holds(boolean released) {
        return repository.all(released);
    }

    LegalHold hold(UUID id) {
        return repository.find(id).orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no hold with this id."));
    }

    LegalHold release(UUID id, String reason, Requester requester) {
        LegalHold hold = hold(id);
        LegalHold released = new LegalHold(id, hold.dataSubjectId(), hold.agencyId(), hold.reason(), hold.setBy(),
                hold.setAt(), reason, login(requester), log.now());
        boolean done = hold.releasedAt() == null && repository.release(released, () -> log.append(
                List.of(new LegalHoldReleased(id, hold.dataSubjectId(), requester, hold.agencyId(), log.now()))));
        if (!done) {
            throw ALREADY_RELEASED.because("It was released before.");
        }
        return released;
    }

    private static String login(Requester requester) {
        String login = requester.employeeId();
        if (login == null) {
            throw ProblemType.FORBIDDEN.because("The access token names no login.");
        }
        return login;
    }
}
