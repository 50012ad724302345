package de.handschlag.event;

import java.util.UUID;

/** A login is the person's from now on, or was confirmed further (R35). */
public record LoginBound(UUID dataSubjectId, long consentRevision,
        LoginBindingState loginBinding) implements LoginBindingEvent {}
