package de.handschlag.consent.notice;

import org.jspecify.annotations.Nullable;

/**
 * A part of a notice: a heading, a sentence or some, or the words of an answer.
 *
 * @param element   stable name of the part, for instance {@code withdrawal}
 * @param attribute the attribute that it is about, where there is one such part for each; null otherwise
 * @param text      exactly what the person reads; a line break only before an item of a list
 */
public record NoticePart(String element, @Nullable String attribute, String text) {}
