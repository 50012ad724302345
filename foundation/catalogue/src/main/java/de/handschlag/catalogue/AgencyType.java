package de.handschlag.catalogue;

import java.util.Set;

/**
 * A kind of public office or counselling service. Sector, regime, duty to inform and authority are defaults: the agency itself
 * may have others (a counselling service of Caritas is a church body under the KDG).
 *
 * @param key                         stable key, for instance {@code jobcenter}
 * @param labelDe                     German label
 * @param labelEn                     English label
 * @param sector                      default of its agencies
 * @param defaultRegime               data protection law of its agencies by default, a regime of {@code legal-bases.csv}
 * @param enforcementFunction         true: it enforces immigration law
 * @param secrecy                     duties of secrecy of its staff; empty for none
 * @param education                   true: a school or place of education, which § 87 AufenthG does not bind
 * @param betraysPlace                true: its name tells where a person lives, or is by day (R14)
 * @param mayInformImmigrationOffice  true: § 87 AufenthG may oblige it to inform the immigration office (R20); default
 * @param recipientKind               chooses the notice's sentence that a refusal has no disadvantage
 * @param reportDuty                  chooses the notice's sentence about other duties to report
 * @param defaultAuthority            who receives a complaint by default, a key of {@code authorities.csv}
 */
public record AgencyType(String key, String labelDe, String labelEn, Sector sector, String defaultRegime,
        boolean enforcementFunction, Set<Secrecy> secrecy, boolean education, boolean betraysPlace,
        boolean mayInformImmigrationOffice, String recipientKind, String reportDuty, String defaultAuthority) {

    /** Who runs an agency; public bodies may have to inform the immigration office (R20). */
    public enum Sector {
        PUBLIC,
        CHURCH,
        PRIVATE
    }

    /**
     * Whether what it contributes is under a secrecy that only the person can release (R9): § 203(1) StGB, § 65 or § 68
     * SGB VIII. The duty of officials (§ 203(2) StGB) yields to a statute.
     */
    public boolean boundToSecrecy() {
        return secrecy.stream().anyMatch(Secrecy::needsRelease);
    }
}
