/**
 * A person's own "who saw what": disclosures, denials, and reads of the log itself that were about this person. Which
 * person a login is, only the consent-service knows.
 */
@NullMarked
package de.handschlag.audit.asking.access;

import org.jspecify.annotations.NullMarked;
