/**
 * Explains a decision at its moment (G7), from the log alone: which consents were in force at the revision that it saw, with
 * the notice that was shown, or which norm or emergency access it rested on, and whether that covered what was disclosed.
 */
@NullMarked
package de.handschlag.audit.asking.explanation;

import org.jspecify.annotations.NullMarked;
