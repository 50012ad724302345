package de.handschlag.registry.correction;

/** How a source answers. */
public enum CorrectionOutcome {
    /** It contributed another value. */
    CORRECTED,
    /** The value is deleted. */
    DELETED,
    /** The value stays, for a {@link KeptReason}. */
    KEPT
}
