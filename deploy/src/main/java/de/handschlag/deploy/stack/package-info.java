/**
 * The embedded parts and the three services put together: which port, secret and environment each gets, in which order they
 * start, and the directory in which one installation keeps everything.
 */
@NullMarked
package de.handschlag.deploy.stack;

import org.jspecify.annotations.NullMarked;
