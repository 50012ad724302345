package de.handschlag.event;

import java.util.UUID;

/** A login is no longer the person's, or will not become it (R35). */
public record LoginUnbound(UUID dataSubjectId, long consentRevision,
        LoginBindingState loginBinding) implements LoginBindingEvent {}
