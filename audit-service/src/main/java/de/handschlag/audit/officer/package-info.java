/** What the data-protection officer's pages share: their texts, and what offices and catalogue entries are called. */
@NullMarked
package de.handschlag.audit.officer;

import org.jspecify.annotations.NullMarked;
