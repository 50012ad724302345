package de.handschlag.registry.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.registry.webhook.WebhookTarget.RefusedException;

@DisplayName("Addresses of webhooks, read as browsers read them")
class WebhookAddressTest {

    private static WebhookTarget target(String... internalHosts) {
        return new WebhookTarget(new WebhookSettings() {
            @Override
            public Optional<List<String>> internalHosts() {
                return Optional.of(List.of(internalHosts));
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(1);
            }

            @Override
            public List<Duration> backOff() {
                return List.of();
            }

            @Override
            public Duration formerSecretSigns() {
                return Duration.ofDays(1);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
            "https://fachverfahren.bürgerportal.example/haken,https://fachverfahren.xn--brgerportal-thb.example/haken",
            "https://gießen.example/,https://xn--gieen-nqa.example/",
            "https://GIESSEN.Example/A,https://giessen.example/A",
            "https://BÜRGERPORTAL.example,https://xn--brgerportal-thb.example",
            "https://İstanbul.example/,https://xn--istanbul-o0e.example/",
            "https://r3---sn-a.example/,https://r3---sn-a.example/",
            "https://xn--brgerportal-thb.example/,https://xn--brgerportal-thb.example/",
            "https://وزارة.example/x,https://xn--mgbexc3i.example/x", "https://host.example./x,https://host.example/x",
            "https://host。example/x,https://host.example/x", "HTTPS://host.example:0443/,https://host.example:443/",
            "https://host.example:/x,https://host.example/x",
            "https://host.example:65535/x?a=b,https://host.example:65535/x?a=b",
            "https://host.example/grüße?ort=Köln,https://host.example/gr%C3%BC%C3%9Fe?ort=K%C3%B6ln",
            "https://192.0.2.1/x,https://192.0.2.1/x", "https://192.0.2.1./x,https://192.0.2.1/x",
            "https://3221225985/,https://192.0.2.1/", "https://0300.0.2.1/,https://192.0.2.1/",
            "https://0xC0.0x0.0x2.0x1/,https://192.0.2.1/", "https://192.0.513/,https://192.0.2.1/",
            "https://１９２.０.２.１/,https://192.0.2.1/", "https://[::ffff:192.0.2.1]/,https://192.0.2.1/",
            "https://[2001:DB8::1]:8443/x,https://[2001:db8::1]:8443/x"})
    void addressIsReadAsBrowsersReadIt(String written, String called) throws RefusedException {
        assertThat(WebhookAddress.read(written).uri()).hasToString(called);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "https://user@host.example/|it must have no user or password before the host; the signature says who sends",
            "https://user:word@bürger.example/|it must have no user or password before the host; the signature says who sends",
            "https://host.example/#a|it must have no fragment (#), which is never sent",
            "https://host.example:0/|the port must be from 1 to 65535",
            "https://host.example:65536/|the port must be from 1 to 65535",
            "https://192.0.2.1:99999999999999999999/|the port must be from 1 to 65535",
            "https://host.example:80a/|what stands behind // is no host with a port, such as host.example:8443 or [2001:db8::1]:8443",
            "https://host.example:٤٤٣/|what stands behind // is no host with a port, such as host.example:8443 or [2001:db8::1]:8443",
            "https://2001:db8::1/|what stands behind // is no host with a port, such as host.example:8443 or [2001:db8::1]:8443",
            "https:///path|it has no host", "https://|it has no host",
            "host.example/path|it is no address such as https://host.example/path",
            "https:/host.example|it is no address such as https://host.example/path",
            "https://host.example\\@evil.example/|it must have no user or password before the host; the signature says who sends",
            "https://host.example\\x|the host is no name that the DNS has",
            "https://host%2eexample/|the host must not be percent-encoded",
            "https://a..example/|the host is no name that the DNS has",
            "https://host.example../|the host is no name that the DNS has",
            "https://-a.example/|the host is no name that the DNS has",
            "https://a_b.example/|the host is no name that the DNS has",
            "https://xn--a.example/|the host is no name that the DNS has",
            "https://ho st.example/|the host is no name that the DNS has",
            "https://host.example/a b|a character in its path or query must be percent-encoded",
            "https://host.example/%zz|a character in its path or query must be percent-encoded",
            "https://host.example/a\\b|a character in its path or query must be percent-encoded",
            "https://256.0.0.1/|the host ends in a number and is no IPv4 address",
            "https://1.2.3.4.5/|the host ends in a number and is no IPv4 address",
            "https://09.0.0.1/|the host ends in a number and is no IPv4 address",
            "https://4294967296/|the host ends in a number and is no IPv4 address",
            "https://host.0x1/|the host ends in a number and is no IPv4 address",
            "https://[fe80::1%25eth0]/|the address has a zone, which only this machine knows",
            "https://[v1.a]/|what stands in brackets is no IPv6 address",
            "https://[]/|what stands in brackets is no IPv6 address",
            "https://[1:2]/|what stands in brackets is no IPv6 address"})
    void refusalSaysWhatIsWrong(String written, String reason) {
        assertThatThrownBy(() -> WebhookAddress.read(written)).isInstanceOf(RefusedException.class).hasMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x7f.1", "0177.0.0.1", "2130706433", "127.1", "1２7.0.0.1", "127。0。0。1", "0", "0x0A000001",
            "012.0.0.1", "10.0.0.1.", "192.168.257", "172.16.0x1", "169.254.43518", "100.64.0.1", "255.255.255.255",
            "[::ffff:10.0.0.1]", "[::ffff:7f00:1]", "[::10.0.0.1]", "[::7f00:1]", "[::]", "[::1]", "[64:ff9b::a00:1]",
            "[64:ff9b:1::a00:1]", "[2002:a00:1::1]", "[2001:0:a00:1::1]", "[fd00::1]", "[fe80::1]", "[fec0::1]",
            "[ff02::1]", "198.18.0.1", "198.19.255.254", "192.0.0.9", "192.88.99.1", "192.0.2.7", "198.51.100.7",
            "203.0.113.7", "192.31.196.1", "192.52.193.1", "192.175.48.1", "224.0.0.1", "240.0.0.1",
            "[::ffff:0:127.0.0.1]", "[::ffff:0:8.8.8.8]", "[100::1]", "[100:0:0:1::1]", "[5f00::1]", "[3fff::1]",
            "[2001:db8::1]", "[2001:2::1]", "[2001:1ff::1]", "[2620:4f:8000::1]", "[4000::1]", "[e000::1]"})
    @DisplayName("An IP address in whatever notation is judged as the address that it is")
    void internalAddressIsRefusedInEveryNotation(String host) {
        assertThatThrownBy(() -> target().callable("https://" + host + "/hook")).isInstanceOf(RefusedException.class)
                .hasMessage("the host lies in a network that is not called");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "198.17.255.255", "198.20.0.0", "192.0.1.1", "192.0.3.1", "9.255.255.255",
            "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "223.255.255.255",
            "[2001:200::1]", "[2001:db9::1]", "[2003::1]", "[2620:4f:8001::1]", "[3fff:1000::1]", "[2a00::1]"})
    @DisplayName("What lies beside the special networks is called")
    void neighbourIsCalled(String host) throws RefusedException {
        assertThat(target().callable("https://" + host + "/hook").uri().getHost()).isEqualTo(host);
    }

    @Test
    void internalHostOfTheOperatorIsTheSameInEveryNotation() throws RefusedException {
        WebhookTarget target = target("127.0.0.1", "[::1]", "10.0.0.1:8443");

        assertThat(target.callable("http://0x7f.1:8085/hook").uri()).hasToString("http://127.0.0.1:8085/hook");
        assertThat(target.callable("http://[::1]/hook").uri()).hasToString("http://[::1]/hook");
        assertThat(target.callable("https://0xa.1/hook").uri()).hasToString("https://10.0.0.1/hook");
        assertThatThrownBy(() -> target.callable("http://10.0.0.1/hook")).hasMessage("it must begin with https");
        assertThatThrownBy(() -> target.callable("https://127.0.0.2/hook"))
                .hasMessage("the host lies in a network that is not called");
        assertThatThrownBy(() -> target("no host at all")).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("handschlag.webhook.internal-hosts: no host at all: ");
    }
}
