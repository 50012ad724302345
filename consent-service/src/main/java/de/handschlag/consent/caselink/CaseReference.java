package de.handschlag.consent.caselink;

/** The form of an agency's case reference: what a URL carries unescaped (RFC 3986, section 2.3), without "." and "..". */
public final class CaseReference {

    public static final String PATTERN = "(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,64}";

    public static final String EXPECTED = "1 to 64 letters, digits, or one of . _ ~ - are expected, neither . nor ..";

    private CaseReference() {}
}
