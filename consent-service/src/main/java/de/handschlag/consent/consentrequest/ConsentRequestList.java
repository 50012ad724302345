package de.handschlag.consent.consentrequest;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One page of an agency's own requests, the newest first.
 *
 * @param nextCursor for the next page; null on the last
 */
record ConsentRequestList(List<ListedConsentRequest> requests, @Nullable String nextCursor) {}
