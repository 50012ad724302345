package de.handschlag.consent.notification;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import de.handschlag.consent.notification.NotificationChoice.NotificationChannel;

/**
 * An address of RFC 5321 in the form that people have: a dot-atom of ASCII, an at sign, a name with at least one dot. Quoted names,
 * comments and numbers of networks are not taken: with them an address could say something to a mail server that is none. What a domain
 * has beyond ASCII is kept as the DNS has it.
 */
final class EmailAddress implements MessageAddress {

    static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final Pattern LOCAL_PART = Pattern
            .compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN = Pattern
            .compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");

    private final String localPart;
    private final String domain;

    private EmailAddress(String localPart, String domain) {
        this.localPart = localPart;
        this.domain = domain;
    }

    /** Empty if the text is no such address. */
    static Optional<EmailAddress> of(String text) {
        String typed = text.strip();
        int at = typed.lastIndexOf('@');
        if (at <= 0 || typed.length() > LONGEST) {
            return Optional.empty();
        }
        String localPart = typed.substring(0, at);
        return domain(typed.substring(at + 1))
                .filter(_ -> localPart.length() <= LONGEST_LOCAL_PART && LOCAL_PART.matcher(localPart).matches())
                .map(domain -> new EmailAddress(localPart, domain))
                .filter(address -> address.text().length() <= LONGEST);
    }

    private static Optional<String> domain(String typed) {
        try {
            return Optional.of(IDN.toASCII(typed, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT))
                    .filter(domain -> DOMAIN.matcher(domain).matches());
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    @Override
    public String text() {
        return localPart + '@' + domain;
    }

    String domain() {
        return domain;
    }

    /** Capital letters before the at sign make no letter box of their own anywhere. */
    @Override
    public String comparable() {
        return text().toLowerCase(Locale.ROOT);
    }

    @Override
    public NotificationChannel channel() {
        return NotificationChannel.EMAIL;
    }

    /** Says nothing, so that no log does. */
    @Override
    public String toString() {
        return "an e-mail address";
    }
}
