package de.handschlag.securitylog;

/**
 * A kind of refused call. What is not known is {@code -}.
 *
 * @param status    HTTP status code
 * @param operation method and template of the path, never the path itself, which may hold a case reference
 * @param issuer    of the access token, if it was verified
 * @param client    that the access token was made for, if it was verified
 */
record RefusedCall(int status, String operation, String issuer, String client) {

    static final String UNKNOWN = "-";

    /** One line of a log, whatever an identity provider calls its clients. */
    String line(long count) {
        return "refused status=" + status + " operation=\"" + operation + "\" issuer=" + plain(issuer) + " client="
                + plain(client) + " count=" + count;
    }

    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9._~:/@-]", "?");
    }
}
