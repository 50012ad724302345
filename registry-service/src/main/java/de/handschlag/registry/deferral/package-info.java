/**
 * That a person is shown an agency's reads by a statute later (R22): asked for with a reason, approved by a second employee, with an end.
 * Only what the catalogue lets be deferred, only reads that name it, and never a read from before.
 */
@NullMarked
package de.handschlag.registry.deferral;

import org.jspecify.annotations.NullMarked;
