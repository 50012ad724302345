/**
 * The papers that data protection law asks of an agency, written from the catalogue (R34): its record of processing activities
 * (Art. 30 GDPR), the annex to its impact assessment (Art. 35) and the annex to an arrangement of joint controllers (Art. 26).
 */
@NullMarked
package de.handschlag.consent.processingrecord;

import org.jspecify.annotations.NullMarked;
