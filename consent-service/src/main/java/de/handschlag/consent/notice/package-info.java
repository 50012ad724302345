/**
 * What a person reads before deciding: named parts, made of wordings that are kept with who vouched for them (R32), filled from the
 * catalogue, the agency and the request, and kept as canonical JSON by its SHA-256 as evidence (R6). {@code NoticeService} writes and
 * keeps notices, {@code NoticeWordings} is the record of their words.
 */
@NullMarked
package de.handschlag.consent.notice;

import org.jspecify.annotations.NullMarked;
