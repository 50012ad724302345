package de.handschlag.event;

/** Sent by the consent-service on {@link Topics#CONSENT_EVENTS}. */
public sealed interface ConsentEvent extends Event permits PersonEvent, Heartbeat {}
