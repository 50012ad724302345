package de.handschlag.audit.asking.completeness;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.query.QueryRecorder;
import de.handschlag.audit.chain.completeness.CompletenessProof;
import de.handschlag.audit.chain.completeness.CompletenessProofs;
import de.handschlag.audit.chain.completeness.Scope;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Requester;
import de.handschlag.login.OwnPerson;

/** Gives proofs to the person, and to the data-protection officer, whose question is recorded (R29). */
@ApplicationScoped
class CompletenessService {

    private final CompletenessProofs proofs;
    private final OwnPerson ownPerson;
    private final QueryRecorder recorder;

    CompletenessService(CompletenessProofs proofs, OwnPerson ownPerson, QueryRecorder recorder) {
        this.proofs = proofs;
        this.ownPerson = ownPerson;
        this.recorder = recorder;
    }

    CompletenessProof own() {
        return proofs.prove(ownPerson.current(), Scope.SHOWN);
    }

    CompletenessProof of(@Nullable UUID dataSubjectId, @Nullable String scopeText, @Nullable String queryPurpose,
            Requester requester) {
        QueryPurpose purpose = QueryPurpose.stated(queryPurpose);
        Scope scope = Scope.stated(scopeText);
        if (dataSubjectId == null) {
            throw InvalidRequest.query("dataSubjectId", "a UUID is expected");
        }
        CompletenessProof proof = proofs.prove(dataSubjectId, scope);
        recorder.record(List.of(dataSubjectId), requester, purpose,
                new TreeMap<>(Map.of("completeness", scope.key(), "dataSubjectId", dataSubjectId.toString())),
                proof.count());
        return proof;
    }
}
