package de.handschlag.consent.notification;

import java.util.Optional;
import java.util.regex.Pattern;

import de.handschlag.consent.notification.NotificationChoice.NotificationChannel;

/** A telephone number in the international form of E.164: a plus sign, and 8 to 15 digits of which the first is none of 0. */
final class MobileNumber implements MessageAddress {

    /** As somebody types it, with blanks and strokes. */
    static final int LONGEST_TYPED = 40;
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[1-9][0-9]{7,14}");
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[\\p{Zs}()./\u2010-\u2015-]");
    private static final String GERMANY = "+49";

    private final String text;

    private MobileNumber(String text) {
        this.text = text;
    }

    /**
     * A number as a person types it: with blanks and strokes, in any digits, with {@code 00} for the plus sign, and without country a
     * German one. Empty if it is none.
     */
    static Optional<MobileNumber> typed(String text) {
        if (text.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder();
        // The zero that is dialled only within the country.
        BETWEEN_DIGITS.matcher(text.strip().replace("(0)", "")).replaceAll("").codePoints()
                .forEach(one -> digits.appendCodePoint(Character.isDigit(one) ? '0' + Character.digit(one, 10) : one));
        String number = digits.toString();
        if (number.startsWith("00")) {
            number = "+" + number.substring(2);
        } else if (number.startsWith("0")) {
            number = GERMANY + number.substring(1);
        }
        return international(number);
    }

    /** Empty if the text is no number in the international form. */
    static Optional<MobileNumber> international(String text) {
        return INTERNATIONAL.matcher(text).matches() ? Optional.of(new MobileNumber(text)) : Optional.empty();
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public String comparable() {
        return text;
    }

    @Override
    public NotificationChannel channel() {
        return NotificationChannel.SMS;
    }

    /** Says nothing, so that no log does. */
    @Override
    public String toString() {
        return "a mobile number";
    }
}
