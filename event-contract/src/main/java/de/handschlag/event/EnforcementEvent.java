package de.handschlag.event;

/** Sent by the registry-service on {@link Topics#ENFORCEMENT_RECEIPTS}. */
public sealed interface EnforcementEvent extends Event permits RevisionEnforced, NewsForPerson {}
