package de.handschlag.consent.notice;

/**
 * What a wording is for.
 *
 * @param scope    {@link #COMMON}, or the purpose whose own words they are
 * @param language in which it is written
 */
record WordingKey(String scope, NoticeLanguage language) {

    /** What is the same for all purposes. No purpose is called so. */
    static final String COMMON = "common";
}
