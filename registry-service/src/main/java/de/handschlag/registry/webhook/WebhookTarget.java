package de.handschlag.registry.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.problem.ProblemType;

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
        this.internalHosts = Set.copyOf(settings.internalHosts().orElse(List.of()));
    }

    /** Why an address is not called. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        private RefusedException(String reason) {
            super(reason);
        }
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if the address may not be called */
    URI requireCallable(String url) {
        try {
            return callable(url);
        } catch (RefusedException e) {
            throw ProblemType.INVALID_REQUEST.because("url: " + e.getMessage());
        }
    }

    /** The address, if it may be called now. */
    URI callable(String url) throws RefusedException {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new RefusedException("it is no address.");
        }
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new RefusedException("it must have a host, and neither a user nor a fragment.");
        }
        boolean mayBeInternal = internalHosts.contains(host.toLowerCase(Locale.ROOT));
        boolean loopbackOnly = true;
        for (InetAddress address : addressesOf(host)) {
            if (isInternal(address) && !mayBeInternal) {
                throw new RefusedException("the host lies in a network that is not called.");
            }
            loopbackOnly &= address.isLoopbackAddress();
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && loopbackOnly)) {
            throw new RefusedException("it must begin with https.");
        }
        return uri;
    }

    private static InetAddress[] addressesOf(String host) throws RefusedException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new RefusedException("the host is not known.");
        }
    }

    private static boolean isInternal(InetAddress address) {
        return address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress() || isReserved(address.getAddress());
    }

    /** Unique local addresses (RFC 4193), shared ones (RFC 6598), this network, and what embeds an IPv4 address. */
    private static boolean isReserved(byte[] address) {
        if (address.length == 4) {
            int number = (address[0] & 0xff) << 24 | (address[1] & 0xff) << 16;
            return address[0] == 0 || (number & SHARED_MASK) == SHARED_ADDRESS_SPACE;
        }
        boolean uniqueLocal = (address[0] & 0xfe) == 0xfc;
        boolean translated = address[0] == 0 && address[1] == 0x64 && address[2] == (byte) 0xff
                && address[3] == (byte) 0x9b; // 64:ff9b::/96, RFC 6052
        boolean sixToFour = address[0] == 0x20 && address[1] == 0x02; // 2002::/16, RFC 3056
        return uniqueLocal || translated || sixToFour;
    }
}
