package de.handschlag.event;

/** The data of one event. Events carry random ids and agencies' case references, never names or attribute values. */
public sealed interface Event permits ConsentEvent, AccessEvent, EnforcementEvent {}
