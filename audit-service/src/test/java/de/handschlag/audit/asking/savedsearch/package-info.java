/** Questions under a name: whose they are, what they answer, and that each run is in the log. */
@NullMarked
package de.handschlag.audit.asking.savedsearch;

import org.jspecify.annotations.NullMarked;
