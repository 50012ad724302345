/** The commands behind {@code deploy/run} and {@code deploy/demo}: options, progress and messages for a human. */
@NullMarked
package de.handschlag.deploy.command;

import org.jspecify.annotations.NullMarked;
