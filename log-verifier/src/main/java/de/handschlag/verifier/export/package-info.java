/**
 * The exported log as files: a directory or a ZIP archive, read in order and never by more than the format allows, since
 * whoever made it may not be trusted.
 */
@NullMarked
package de.handschlag.verifier.export;

import org.jspecify.annotations.NullMarked;
