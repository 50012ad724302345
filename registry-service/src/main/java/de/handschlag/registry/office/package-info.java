/**
 * What all pages of caseworkers share: their texts, what offices and entries of the catalogue are called, stored values in words,
 * and that a form which is sent twice acts once.
 */
@NullMarked
package de.handschlag.registry.office;

import org.jspecify.annotations.NullMarked;
