/**
 * What a text is that comes in, the same for members of documents, parameters and headers in every service (ADR 47): Unicode
 * that everybody can store and show, composed (NFC), without blanks around it, with something to see in it, measured in
 * characters as people count them. Annotations say where a text may have several lines or has to say something.
 */
@NullMarked
package de.handschlag.text;

import org.jspecify.annotations.NullMarked;
