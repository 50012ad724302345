package de.handschlag.catalogue;

import java.util.SortedSet;

/**
 * What may be read under a purpose for which nobody is asked: one that rests on a statute, or an emergency. The operator
 * says it per installation; the project's list is a careful default and no legal advice.
 *
 * @param attributes       keys, at least one; none that is not shareable (R5), those of special categories only as listed
 * @param hiddenFromPerson the norm forbids to show such a disclosure to the person (R22)
 */
public record StatutoryScope(SortedSet<String> attributes, boolean hiddenFromPerson) {}
