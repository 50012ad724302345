package de.handschlag.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * One type of agency may use a purpose on one basis. The same purpose can rest on consent for one type and on a statute for
 * another (R3); a type that has no row for a purpose may not use it.
 *
 * @param purpose      key
 * @param agencyType   key of the reading agency's type
 * @param personChoice true: retrieval at the person's choice with a look before use (§ 67f SGB X, § 5 EGovG), which is neither
 *                     consent nor silent reading; until that way is built it reads nothing
 * @param norm         the norm of a statute for this type, from the row or from the purpose; null for another basis
 */
public record PurposeUse(String purpose, String agencyType, Basis basis, boolean personChoice, @Nullable String norm) {

    static String id(String purpose, String agencyType, Basis basis) {
        return purpose + " " + agencyType + " " + basis;
    }
}
