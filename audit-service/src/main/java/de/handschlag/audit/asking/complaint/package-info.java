/**
 * Complaints of persons about an access to their data, each with the entry that it is about, and the data-protection officer's
 * answer within a month (Art. 12(3) GDPR). They belong to the person and go with the person.
 */
@NullMarked
package de.handschlag.audit.asking.complaint;

import org.jspecify.annotations.NullMarked;
