/** All about a person for that person to take along: as a paper, as the log's report, with the proof that it is whole (Art. 15 GDPR, R30). */
@NullMarked
package de.handschlag.consent.personreport;

import org.jspecify.annotations.NullMarked;
