package de.handschlag.catalogue;

import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What one type of agency may read without a consent under a purpose: because a statute says so, or in an emergency (R21, R22).
 *
 * @param legalBasis of the processing by these agencies, which is a statute's where the purpose rests on consent for others
 * @param norm    the statute, section-exact; for an emergency the purpose's legal basis
 * @param sources attribute keys with the types of agency whose contributions may be read; never one that is bound to secrecy.
 *                Empty where the person has the choice, until that way is built
 */
public record NormScope(String legalBasis, String norm, SortedMap<String, SortedSet<String>> sources) {}
