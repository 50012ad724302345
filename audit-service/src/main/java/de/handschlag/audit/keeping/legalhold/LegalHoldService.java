package de.handschlag.audit.keeping.legalhold;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import de.handschlag.corridor.AccessLog;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.LegalHoldReleased;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** Sets and releases holds. The record is durable before the change is committed, so that no change is without one. */
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

    @Transactional
    LegalHoldView set(NewLegalHold wanted, Requester requester) {
        if ((wanted.dataSubjectId() == null) == (wanted.agencyId() == null)) {
            throw InvalidRequest.body(wanted.agencyId() == null ? "dataSubjectId" : "agencyId",
                    "a hold names either a person by dataSubjectId or an agency by agencyId");
        }
        LegalHold hold = new LegalHold(wanted.dataSubjectId(), wanted.agencyId(), wanted.reason(), login(requester),
                log.now());
        if (!repository.insert(hold)) {
            throw ALREADY_HELD.because("A person or an agency is held once.");
        }
        if (!repository.isInLog(hold)) {
            throw NOTHING_TO_HOLD.because("No payload is about it.");
        }
        log.append(List.of(hold.set(requester)));
        return hold.view();
    }

    @Transactional
    List<LegalHoldView> holds(boolean released) {
        return repository.all(released).stream().map(LegalHold::view).toList();
    }

    @Transactional
    LegalHoldView hold(UUID id) {
        return repository.findByIdOptional(id).map(LegalHold::view).orElseThrow(LegalHoldService::notFound);
    }

    @Transactional
    LegalHoldView release(UUID id, String reason, Requester requester) {
        LegalHold hold = repository.lock(id).orElseThrow(LegalHoldService::notFound);
        String login = login(requester);
        if (!hold.isInForce()) {
            throw ALREADY_RELEASED.because("It was released before.");
        }
        LegalHoldReleased released = hold.release(reason, login, requester, log.now());
        repository.writeNow();
        log.append(List.of(released));
        return hold.view();
    }

    private static RuntimeException notFound() {
        return ProblemType.NOT_FOUND.because("There is no hold with this id.");
    }

    private static String login(Requester requester) {
        String login = requester.employeeId();
        if (login == null) {
            throw ProblemType.FORBIDDEN.because("The access token names no login.");
        }
        return login;
    }
}
