package de.handschlag.consent.notification;

import java.util.concurrent.ThreadLocalRandom;

/** Numbers of mobile telephones, as tests need them. */
final class Numbers {

    private Numbers() {}

    /** One that no other test has, in the international form. */
    static String any() {
        return "+4917" + ThreadLocalRandom.current().nextLong(100_000_000L, 999_999_999L);
    }

    /** One at which no telephone is. */
    static String ofNoTelephone() {
        return "+49150" + ThreadLocalRandom.current().nextLong(10_000_000L, 99_999_999L);
    }
}
