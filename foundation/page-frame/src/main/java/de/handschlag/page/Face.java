package de.handschlag.page;

import java.util.List;

/** Whom pages are for. A service has one face, but for administrators' pages, which stand beside the persons'. */
public enum Face {

    PERSON,
    OFFICE,
    OFFICER,
    ADMIN;

    private static final String ADMINISTRATION = "/app/admin";
    private static final List<PageLanguage> ALL = List.of(PageLanguage.values());
    private static final List<PageLanguage> OF_STAFF = List.of(PageLanguage.GERMAN, PageLanguage.ENGLISH);

    /** Those that its pages have; the first is for whoever understands none of them. */
    public List<PageLanguage> languages() {
        return this == PERSON ? ALL : OF_STAFF;
    }

    /** That of an address in a service which has this one. */
    Face at(String path) {
        return path.equals(ADMINISTRATION) || path.startsWith(ADMINISTRATION + "/") ? ADMIN : this;
    }
}
