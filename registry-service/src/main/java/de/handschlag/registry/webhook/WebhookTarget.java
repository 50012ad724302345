package de.handschlag.registry.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.edge.InvalidRequest;

/**
 * Which addresses the registry calls (server-side request forgery, CWE-918). Looked at when an agency registers one and again
 * before each call, as a name may point elsewhere by then.
 */
@ApplicationScoped
class WebhookTarget {

    private static final int SHARED_ADDRESS_SPACE = 0x64400000; // 100.64.0.0/10, RFC 6598
    private static final int SHARED_MASK = 0xffc00000;

    private final Set<String> internalHosts;

    WebhookTarget(WebhookSettings settings) {
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
            return callable(url);
        } catch (RefusedException e) {
            throw InvalidRequest.body("url", e.getMessage());
        }
    }

    /** The address in ASCII, if it may be called now. */
    URI callable(String url) throws RefusedException {
        WebhookAddress wanted = WebhookAddress.read(url);
        URI uri = wanted.uri();
        InetAddress literal = wanted.literal();
        boolean mayBeInternal = internalHosts.contains(uri.getHost());
        boolean loopbackOnly = true;
        for (InetAddress address : literal == null ? addressesOf(uri.getHost()) : new InetAddress[]{literal}) {
            if (isInternal(address) && !mayBeInternal) {
                throw new RefusedException("the host lies in a network that is not called");
            }
            loopbackOnly &= address.isLoopbackAddress();
        }
        if (!uri.getScheme().equals("https") && !(uri.getScheme().equals("http") && loopbackOnly)) {
            throw new RefusedException("it must begin with https");
        }
        return uri;
    }

    /** A setting names a host as an agency would. */
    private static String asInAddress(String host) {
        try {
            return WebhookAddress.read("https://" + host).uri().getHost();
        } catch (RefusedException e) {
            throw new IllegalStateException("handschlag.webhook.internal-hosts: " + host + ": " + e.getMessage(), e);
        }
    }

    private static InetAddress[] addressesOf(String host) throws RefusedException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new RefusedException("the host is not known");
        }
    }

    private static boolean isInternal(InetAddress address) {
        return address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress() || isReserved(address.getAddress());
    }

    /** Unique local addresses (RFC 4193), shared ones (RFC 6598), this network, reserved ones, and what embeds an IPv4 address. */
    private static boolean isReserved(byte[] address) {
        if (address.length == 4) {
            int number = (address[0] & 0xff) << 24 | (address[1] & 0xff) << 16;
            boolean reserved = (address[0] & 0xf0) == 0xf0; // 240.0.0.0/4, RFC 1112, with the broadcast address
            return address[0] == 0 || reserved || (number & SHARED_MASK) == SHARED_ADDRESS_SPACE;
        }
        boolean compatible = Arrays.equals(address, 0, 12, new byte[12], 0, 12); // ::/96, RFC 4291, section 2.5.5.1
        boolean teredo = address[0] == 0x20 && address[1] == 0x01 && address[2] == 0 && address[3] == 0; // RFC 4380
        boolean uniqueLocal = (address[0] & 0xfe) == 0xfc;
        boolean translated = address[0] == 0 && address[1] == 0x64 && address[2] == (byte) 0xff
                && address[3] == (byte) 0x9b; // 64:ff9b::/96, RFC 6052, and 64:ff9b:1::/48, RFC 8215
        boolean sixToFour = address[0] == 0x20 && address[1] == 0x02; // 2002::/16, RFC 3056
        return uniqueLocal || translated || sixToFour || compatible || teredo;
    }
}
