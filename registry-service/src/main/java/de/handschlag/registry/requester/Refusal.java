package de.handschlag.registry.requester;

import de.handschlag.problem.ProblemType;

/**
 * Why a client has no right to ask.
 *
 * @param type what it is told
 */
public record Refusal(ProblemType type, String detail) {

    /** To be thrown. */
    public RuntimeException problem() {
        return type.because(detail);
    }
}
