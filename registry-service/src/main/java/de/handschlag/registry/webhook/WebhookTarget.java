package de.handschlag.registry.webhook;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import de.handschlag.edge.InvalidRequest;

/**
 * Which addresses the registry calls (server-side request forgery, CWE-918). Looked at when an agency registers one and again
 * before each call, as a name may point elsewhere by then; what was looked at is what is connected to.
 */
@ApplicationScoped
class WebhookTarget {

    /**
     * IANA's registries of special-purpose addresses (RFC 6890), without those that are host addresses like others, and multicast.
     * Of IPv6 nothing but global unicast addresses is called at all (RFC 4291, section 2.4), so that what embeds an IPv4 address
     * in any other place is refused with the rest.
     */
    private static final List<Network> SPECIAL_PURPOSE = Stream
            .of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
                    "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
                    "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
                    "224.0.0.0/3", "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
            .map(Network::of).toList();
    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

    private final Set<String> internalHosts;
    private final Names names;

    /** The DNS. */
    interface Names {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    /**
     * An address of a webhook that may be called.
     *
     * @param address of its host, to which the connection goes
     */
    record Checked(URI uri, InetAddress address) {}

    @Inject
    WebhookTarget(WebhookSettings settings) {
        this(settings, InetAddress::getAllByName);
    }

    WebhookTarget(WebhookSettings settings, Names names) {
        this.names = names;
        this.internalHosts = settings.internalHosts().orElse(List.of()).stream().map(WebhookTarget::asInAddress)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Why an address is not called. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String reason) {
            super(reason);
        }
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if the address may not be called */
    URI requireCallable(String url) {
        try {
            return callable(url).uri();
        } catch (RefusedException e) {
            throw InvalidRequest.body("url", requireNonNull(e.getMessage()));
        }
    }

    /** The address in ASCII, if it may be called now: none of its host's addresses is refused, and the first one is taken. */
    Checked callable(String url) throws RefusedException {
        WebhookAddress wanted = WebhookAddress.read(url);
        URI uri = wanted.uri();
        InetAddress literal = wanted.literal();
        boolean mayBeInternal = internalHosts.contains(uri.getHost());
        boolean loopbackOnly = true;
        InetAddress[] addresses = literal == null ? addressesOf(uri.getHost()) : new InetAddress[]{literal};
        for (InetAddress address : addresses) {
            if (isSpecial(address) && !mayBeInternal) {
                throw new RefusedException("the host lies in a network that is not called");
            }
            loopbackOnly &= address.isLoopbackAddress();
        }
        if (!uri.getScheme().equals("https") && !(uri.getScheme().equals("http") && loopbackOnly)) {
            throw new RefusedException("it must begin with https");
        }
        return new Checked(uri, addresses[0]);
    }

    /** A setting names a host as an agency would. */
    private static String asInAddress(String host) {
        try {
            return WebhookAddress.read("https://" + host).uri().getHost();
        } catch (RefusedException e) {
            throw new IllegalStateException("handschlag.webhook.internal-hosts: " + host + ": " + e.getMessage(), e);
        }
    }

    private InetAddress[] addressesOf(String host) throws RefusedException {
        try {
            return names.addressesOf(host);
        } catch (UnknownHostException e) {
            throw new RefusedException("the host is not known");
        }
    }

    private static boolean isSpecial(InetAddress address) {
        return address.getAddress().length > 4 && !GLOBAL_UNICAST.holds(address)
                || SPECIAL_PURPOSE.stream().anyMatch(network -> network.holds(address));
    }

    /** Addresses that begin with the same bits. */
    private record Network(byte[] prefix, int bits) {

        private static Network of(String cidr) {
            String[] parts = cidr.split("/");
            return new Network(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        }

        private boolean holds(InetAddress address) {
            byte[] other = address.getAddress();
            return other.length == prefix.length && new BigInteger(1, other).xor(new BigInteger(1, prefix))
                    .bitLength() <= prefix.length * Byte.SIZE - bits;
        }
    }
}
