package de.handschlag.event;

import java.util.UUID;

/**
 * A further login asks to be bound to the person, with an agency's code. It is not the person's before the person's own login
 * confirms it, or a waiting time is over in which that login could have refused (R35).
 */
public record LoginBindingRequested(UUID dataSubjectId, long consentRevision,
        LoginBindingState loginBinding) implements LoginBindingEvent {}
