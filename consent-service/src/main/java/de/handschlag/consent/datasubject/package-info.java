/**
 * Persons: enrolment, the logins bound to them, their consent revision, their erasure. Whoever changes something of a person
 * locks the person here first; that lock is what makes the revision and the order of events dependable, and comes before all
 * others (see the package {@code transaction}).
 */
@NullMarked
package de.handschlag.consent.datasubject;

import org.jspecify.annotations.NullMarked;
