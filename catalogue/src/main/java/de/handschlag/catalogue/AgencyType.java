package de.handschlag.catalogue;

/**
 * A kind of public office or counselling service.
 *
 * @param key                  stable key, for instance {@code jobcenter}
 * @param labelDe              German label
 * @param sector               public or not
 * @param dataProtectionRegime law that it is under, for instance {@code SGB X}
 * @param enforcementFunction  true: it enforces immigration law
 * @param professionalSecrecy  true: its staff is bound by § 203 StGB (R9)
 */
public record AgencyType(String key, String labelDe, Sector sector, String dataProtectionRegime,
        boolean enforcementFunction, boolean professionalSecrecy) {

    /** Whether an agency is a public body; public bodies may have to inform the immigration office (R20). */
    public enum Sector {
        PUBLIC,
        NON_PUBLIC
    }
}
