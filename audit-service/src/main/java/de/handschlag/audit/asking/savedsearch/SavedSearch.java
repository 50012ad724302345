package de.handschlag.audit.asking.savedsearch;

import java.time.Instant;
import java.util.UUID;

import de.handschlag.audit.asking.query.LogQuestion;

/**
 * A question under a name.
 *
 * @param owner    id of the login that saved it
 * @param shared   whether the others of the office see and run it
 * @param question asked each time; names no person and no employee
 */
record SavedSearch(UUID id, String name, String owner, boolean shared, LogQuestion question, Instant savedAt) {}
