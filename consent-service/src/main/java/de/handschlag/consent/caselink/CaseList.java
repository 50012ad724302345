package de.handschlag.consent.caselink;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One page of an agency's own cases, the newest first.
 *
 * @param nextCursor for the next page; null on the last
 */
record CaseList(List<LinkedCase> cases, @Nullable String nextCursor) {}
