package de.handschlag.registry.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.ibm.icu.text.IDNA;

/**
 * An address as an agency writes it, read as browsers read it (WHATWG URL, sections 3.5 and 4.4): a host with umlauts is the
 * {@code xn--} name under which the DNS has it, and a number in any notation is the IP address that it stands for. Java's own
 * reading differs in both: it takes {@code ß} for {@code ss}, which is another host, and {@code 0177.0.0.1} for 177.0.0.1.
 *
 * @param uri     in ASCII, as it is called
 * @param literal the IP address, if the host is one; null if it is a name
 */
record WebhookAddress(URI uri, @Nullable InetAddress literal) {

    private static final Pattern PARTS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^#]*)(#.*)?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]*)(?::([0-9]*))?");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final int HIGHEST_PORT = 65_535;
    private static final IDNA DNS_NAMES = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.USE_STD3_RULES);
    /** Names such as r3---a.example exist; what a name must not begin or end with, the reading as a URI refuses. */
    private static final Set<IDNA.Error> HYPHENS = EnumSet.of(IDNA.Error.LEADING_HYPHEN, IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4);

    /** @throws WebhookTarget.RefusedException if it is no address that can be called; says what is wrong with it */
    static WebhookAddress read(String text) throws WebhookTarget.RefusedException {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw refused("it is no address such as https://host.example/path");
        }
        String authority = parts.group(2);
        if (authority.indexOf('@') >= 0) {
            throw refused("it must have no user or password before the host; the signature says who sends");
        }
        if (parts.group(4) != null) {
            throw refused("it must have no fragment (#), which is never sent");
        }
        if (authority.isEmpty()) {
            throw refused("it has no host");
        }
        Matcher hostAndPort = HOST_AND_PORT.matcher(authority);
        if (!hostAndPort.matches()) {
            throw refused(
                    "what stands behind // is no host with a port, such as host.example:8443 or [2001:db8::1]:8443");
        }
        String port = hostAndPort.group(2);
        Host host = host(hostAndPort.group(1));
        return new WebhookAddress(uri(parts.group(1).toLowerCase(Locale.ROOT) + "://" + host.text()
                + (port == null || port.isEmpty() ? "" : ":" + port(port)) + parts.group(3)), host.literal());
    }

    /** As it stands in the address, and what it is if it is no name. */
    private record Host(String text, @Nullable InetAddress literal) {}

    private static URI uri(String text) throws WebhookTarget.RefusedException {
        try {
            URI uri = URI.create(new URI(text).toASCIIString());
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw refused("a character in its path or query must be percent-encoded");
        }
        throw refused("the host is no name that the DNS has");
    }

    private static int port(String digits) throws WebhookTarget.RefusedException {
        String number = digits.replaceFirst("^0+(?=.)", "");
        int port = number.length() > 5 ? 0 : Integer.parseInt(number);
        if (port < 1 || port > HIGHEST_PORT) {
            throw refused("the port must be from 1 to " + HIGHEST_PORT);
        }
        return port;
    }

    private static Host host(String text) throws WebhookTarget.RefusedException {
        if (text.startsWith("[")) {
            return ipv6(text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT));
        }
        if (text.indexOf('%') >= 0) {
            throw refused("the host must not be percent-encoded");
        }
        IDNA.Info found = new IDNA.Info();
        String name = DNS_NAMES.nameToASCII(text, new StringBuilder(), found).toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            // The dot of the DNS' root: the same host, which certificates name without it.
            name = name.substring(0, name.length() - 1);
        }
        EnumSet<IDNA.Error> errors = EnumSet.noneOf(IDNA.Error.class);
        errors.addAll(found.getErrors());
        errors.removeAll(HYPHENS);
        if (!errors.isEmpty() || name.isEmpty()) {
            throw refused("the host is no name that the DNS has");
        }
        return NUMBER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches() ? ipv4(name) : new Host(name, null);
    }

    private static Host ipv6(String text) throws WebhookTarget.RefusedException {
        if (text.indexOf('%') >= 0) {
            throw refused("the address has a zone, which only this machine knows");
        }
        if (!IPV6.matcher(text).matches()) {
            throw refused("what stands in brackets is no IPv6 address");
        }
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            // ::ffff:192.0.2.1 is 192.0.2.1 to Java, and to the network.
            return new Host(address instanceof Inet6Address ? "[" + text + "]" : address.getHostAddress(), address);
        } catch (IllegalArgumentException e) {
            throw refused("what stands in brackets is no IPv6 address");
        }
    }

    /** One to four numbers, decimal, octal (0…) or hexadecimal (0x…); the last one fills the rest, as in 127.1. */
    private static Host ipv4(String text) throws WebhookTarget.RefusedException {
        String[] numbers = text.split("\\.", -1);
        long address = 0;
        for (int i = 0; i < numbers.length; i++) {
            boolean last = i == numbers.length - 1;
            long most = last ? (1L << 8 * (5 - numbers.length)) - 1 : 0xff;
            Optional<Long> number = numbers.length > 4 ? Optional.empty() : number(numbers[i]);
            if (number.isEmpty() || number.get() > most) {
                throw refused("the host ends in a number and is no IPv4 address");
            }
            address |= number.get() << (last ? 0 : 8 * (3 - i));
        }
        String dotted = (address >> 24) + "." + (address >> 16 & 0xff) + "." + (address >> 8 & 0xff) + "."
                + (address & 0xff);
        return new Host(dotted, InetAddress.ofLiteral(dotted));
    }

    private static Optional<Long> number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        String digits = text.startsWith("0x") ? text.substring(2) : text.replaceFirst("^0(?=.)", "");
        int base = text.startsWith("0x") ? 16 : digits.length() < text.length() ? 8 : 10;
        try {
            return Optional.of(digits.isEmpty() ? 0 : Long.parseLong(digits, base));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static WebhookTarget.RefusedException refused(String reason) {
        return new WebhookTarget.RefusedException(reason);
    }
}
