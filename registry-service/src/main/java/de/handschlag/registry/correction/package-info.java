/**
 * That a person says that a stored value is wrong or not theirs, and wants nobody to use it meanwhile (Art. 16, 18, 19 GDPR, ADR 73): the
 * agency that contributed it answers within a month. What the person wrote is for that agency alone.
 */
@NullMarked
package de.handschlag.registry.correction;

import org.jspecify.annotations.NullMarked;
