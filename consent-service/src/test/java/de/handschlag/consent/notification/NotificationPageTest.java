package de.handschlag.consent.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
import java.util.UUID;

import jakarta.inject.Inject;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.LetterBox;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.actor.Telephone;
import de.handschlag.teststack.WireRequest;

@QuarkusTest
class NotificationPageTest {

    private static final String HERE = "/app/notifications";

    @TestHTTPResource
    URL service;

    @Inject
    NotificationSender sender;

    /** A session that has just ended may hold the lock a moment longer. */
    private void send() {
        await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(120)).until(sender::isSentHere);
    }

    private PersonBrowser browser() {
        return PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
    }

    @Test
    @DisplayName("R2 R41 nothing is chosen for the person; an address is entered, confirmed, changed and ended on one page")
    void enterConfirmEnd() {
        PersonBrowser browser = browser();
        assertThat(browser.open("/app/more").select("a[href=" + HERE + "]")).hasSize(1);
        Document none = browser.open(HERE);
        assertThat(none.text()).contains("Sie bekommen keine Nachrichten.");
        assertThat(none.select("#address").val()).isEmpty();
        assertThat(none.select("input[checked]")).isEmpty();
        assertThat(none.select("#code")).isEmpty();

        String address = "p" + UUID.randomUUID() + "@example.org";
        assertThat(browser.submit(HERE, "address", address).status()).isEqualTo(303);
        Document waits = browser.open(HERE);
        assertThat(waits.select("main .notice").text()).contains(address, "Code");
        assertThat(waits.text()).contains("Sie bekommen keine Nachrichten.");
        WireRequest.Answer wrong = browser.submit(HERE + "/code", "code", "AAAA-AAAA-AAAA");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(PersonBrowser.page(wrong).select("#code-error").text()).contains("Dieser Code stimmt nicht");

        send();
        String code = LetterBox.of(address).getFirst().code();
        assertThat(browser.submit(HERE + "/code", "code", code).status()).isEqualTo(303);
        assertThat(browser.submit(HERE + "/code", "code", code).status()).as("twice").isEqualTo(303);
        Document inUse = browser.open(HERE);
        assertThat(inUse.text()).contains("Sie bekommen Nachrichten an diese Adresse");
        assertThat(inUse.select("#address").val()).isEqualTo(address);
        assertThat(inUse.select("#offices-email[checked]")).isEmpty();

        assertThat(browser.submit(HERE, "address", address, "offices", "yes").status()).isEqualTo(303);
        assertThat(browser.open(HERE).select("#offices-email[checked]")).hasSize(1);
        assertThat(browser.submit(HERE + "/end").status()).isEqualTo(303);
        assertThat(browser.open(HERE).text()).contains("Sie bekommen keine Nachrichten.").doesNotContain(address);
    }

    @Test
    @DisplayName("R41 what is no address is explained beside its field; one that waits is taken back")
    void wrongAndTakenBack() {
        PersonBrowser browser = browser();
        for (String wrong : new String[]{"", "amira", "amira@example.org\r\nBcc: b@example.org"}) {
            WireRequest.Answer answer = browser.submit(HERE, "address", wrong, "offices", "yes");
            assertThat(answer.status()).isEqualTo(422);
            Document page = PersonBrowser.page(answer);
            assertThat(page.select("#address-error").text()).contains("Das ist keine E-Mail-Adresse");
            assertThat(page.select("#offices-email[checked]")).hasSize(1);
        }
        String address = "p" + UUID.randomUUID() + "@example.org";
        browser.submit(HERE, "address", address);
        assertThat(browser.open(HERE).text()).contains(address);

        assertThat(browser.submit(HERE + "/waiting").status()).isEqualTo(303);

        assertThat(browser.open(HERE).text()).doesNotContain(address);
        send();
        assertThat(LetterBox.of(address)).as("not sent any more").isEmpty();
    }

    @Test
    @DisplayName("R41 who has no e-mail gets a code, and then messages, on their mobile telephone")
    void byShortMessage() {
        PersonBrowser browser = browser();
        for (String wrong : new String[]{"", "030 123456", "+43 660 1234567", "0900 1234567", "amira@example.org"}) {
            WireRequest.Answer answer = browser.submit(HERE, "number", wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(PersonBrowser.page(answer).select("#number-error").text())
                    .contains("Das ist keine Handynummer, an die wir schreiben");
        }
        String number = Numbers.any();
        String typed = "0" + number.substring(3, 6) + " / " + number.substring(6);
        assertThat(browser.submit(HERE, "number", typed, "offices", "yes").status()).isEqualTo(303);
        assertThat(browser.open(HERE).select("main .notice").text()).contains(number, "Bestätigen Sie diese Nummer");

        send();
        String code = Telephone.of(number).getFirst().code();
        assertThat(browser.submit(HERE + "/code", "code", code).status()).isEqualTo(303);

        Document inUse = browser.open(HERE);
        assertThat(inUse.text()).contains("Sie bekommen Nachrichten an diese Nummer");
        assertThat(inUse.select("#number").val()).isEqualTo(number);
        assertThat(inUse.select("#address").val()).isEmpty();
        assertThat(inUse.select("#offices-sms[checked]")).hasSize(1);
        assertThat(browser.submit(HERE + "/end").status()).isEqualTo(303);
        send();
        assertThat(Telephone.of(number)).last()
                .satisfies(last -> assertThat(last.text()).contains("Keine Nachrichten mehr an diese Nummer"));
        assertThat(browser.open(HERE).text()).doesNotContain(number);
    }

    @Test
    @DisplayName("An address of a form that is opened by itself leads to the page; nothing was done")
    void back() {
        PersonBrowser browser = browser();
        for (String form : new String[]{"/code", "/waiting", "/end"}) {
            assertThat(browser.look(HERE + form).header("Location")).endsWith(HERE);
        }
    }
}
