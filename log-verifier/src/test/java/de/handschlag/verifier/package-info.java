/**
 * Logs written by a small writer of the tests' own, valid ones and ones that are wrong in every way, and what the verifier
 * says about them. Each case that must fail stands beside one that must pass.
 */
@NullMarked
package de.handschlag.verifier;

import org.jspecify.annotations.NullMarked;
