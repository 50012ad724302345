package de.handschlag.edge.browser;

/** Priorities of the door's filters; the highest comes first, and all come before authentication (200). */
final class FilterOrder {

    static final int COOKIE_SCOPE = 420;
    static final int CROSS_ORIGIN_PROTECTION = 410;
    static final int UNFINISHED_LOGINS = 400;

    private FilterOrder() {}
}
