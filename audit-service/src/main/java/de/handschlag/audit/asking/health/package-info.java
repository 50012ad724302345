/** What shows that the log is whole: its size, what was signed, witnessed, time-stamped and stated, and since when something lacks. */
@NullMarked
package de.handschlag.audit.asking.health;

import org.jspecify.annotations.NullMarked;
