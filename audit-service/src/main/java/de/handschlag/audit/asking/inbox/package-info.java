/** What waits for the data-protection officer: emergencies without a review, deferrals of what persons are shown, and answers that offices owe. */
@NullMarked
package de.handschlag.audit.asking.inbox;

import org.jspecify.annotations.NullMarked;
