/**
 * What an administrator ended of an agency's entitlements. A token says for minutes what an agency may; this list is asked at each read, feed,
 * obligation, page and webhook, and so ends it at once (ADR 55).
 */
@NullMarked
package de.handschlag.registry.endedentitlement;

import org.jspecify.annotations.NullMarked;
