/** What waits for the data-protection officer: emergencies without a review, and answers that offices owe. */
@NullMarked
package de.handschlag.audit.asking.inbox;

import org.jspecify.annotations.NullMarked;
