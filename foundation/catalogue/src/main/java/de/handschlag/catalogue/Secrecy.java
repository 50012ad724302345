package de.handschlag.catalogue;

/** A duty of secrecy of an agency's staff, in the words of the catalogue. */
public enum Secrecy {

    /** Doctors, psychotherapists, social workers, lawyers and counselling services. */
    STGB_203_1("§ 203 Abs. 1", true),
    /** Officials. */
    STGB_203_2("§ 203 Abs. 2", false),
    /** What is entrusted to a caseworker of the youth welfare office. */
    SGB_VIII_65("§ 65 SGB VIII", true),
    /** The official guardian. */
    SGB_VIII_68("§ 68 SGB VIII", true);

    private final String norm;
    private final boolean needsRelease;

    Secrecy(String norm, boolean needsRelease) {
        this.norm = norm;
        this.needsRelease = needsRelease;
    }

    /** As the catalogue's files write it. */
    public String norm() {
        return norm;
    }

    /** Whether nobody else may read without a release of its own by the person (R9). */
    public boolean needsRelease() {
        return needsRelease;
    }
}
