package de.handschlag.registry.endedentitlement;

import java.util.List;

/** Entitlements that are ended now, the newest first. */
record EndedEntitlementList(List<EndedEntitlement> endedEntitlements) {}
