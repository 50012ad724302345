package de.handschlag.consent.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R41 A mobile number as somebody types it")
class MobileNumberTest {

    @ParameterizedTest
    @ValueSource(strings = {"0151 23456789", "+49 151 23456789", "0049-151-23456789", " +49 (0) 151 / 23 45 67 89 ",
            "(0151) 2345.6789", "٠١٥١ ٢٣٤٥٦٧٨٩", "۰۱۵۱۲۳۴۵۶۷۸۹", "0151\u00a023\u201145\u20116789"})
    @DisplayName("is one number, however it is written")
    void oneNumber(String typed) {
        assertThat(MobileNumber.typed(typed)).map(MobileNumber::text).contains("+4915123456789");
        assertThat(MobileNumber.typed(typed)).map(MobileNumber::toString).contains("a mobile number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "+", "151 23456789", "+0151 23456789", "0151 234567a9", "0151 23456789\r\nX: y",
            "0151 23456789;0160 1234567", "+49 151 234567890123", "0151\u000023456789", "++49 151 23456789",
            "0151 23456789,0160 1234567", "tel:015123456789"})
    @DisplayName("is none if anything else stands in it")
    void none(String typed) {
        assertThat(MobileNumber.typed(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+4915123456789", "+49@example.org"})
    @DisplayName("is told from an e-mail address that begins like one")
    void stored(String text) {
        assertThat(MessageAddress.stored(text)).map(MessageAddress::text).contains(text);
    }
}
