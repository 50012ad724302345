package de.handschlag.audit.chain.witness;

/** A witness has seen what cannot be reconciled with this log: an older backup, a fork, or a witness that lies. */
class ContradictionException extends RuntimeException {

    ContradictionException(String message) {
        super(message);
    }
}
