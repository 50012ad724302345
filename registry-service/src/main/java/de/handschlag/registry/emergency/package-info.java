/**
 * Emergency access (R21): named basis, typed reason, a short scope for one employee and one case, review by a second person,
 * a notice to the person. Each step is acknowledged by the audit log before it takes effect; typed texts stay here.
 */
@NullMarked
package de.handschlag.registry.emergency;

import org.jspecify.annotations.NullMarked;
