/** Who asks or changes something, as the log names them. */
@NullMarked
package de.handschlag.audit.requester;

import org.jspecify.annotations.NullMarked;
