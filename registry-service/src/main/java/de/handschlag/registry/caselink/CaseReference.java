package de.handschlag.registry.caselink;

/** The form of an agency's case reference: what a URL carries unescaped (RFC 3986, section 2.3), without "." and "..". */
public final class CaseReference {

    public static final String PATTERN = "(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,64}";

    private CaseReference() {}
}
