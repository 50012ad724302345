package de.handschlag.teststack;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser as far as logins go: keeps cookies by name and path, for all ports of localhost as browsers do, says where a
 * request comes from (Fetch Metadata), and goes through Keycloak's real login page.
 */
public final class Browser {

    private static final Pattern FORM = Pattern.compile("<form[^>]+action=\"([^\"]+)\"");
    private static final int MOST_REDIRECTS = 10;

    private record Cookie(String name, String value, String path) {

        boolean isFor(String requestPath) {
            return requestPath.equals(path) || requestPath.startsWith(path.endsWith("/") ? path : path + "/");
        }

        boolean isSame(Cookie other) {
            return name.equals(other.name) && path.equals(other.path);
        }
    }

    private final Map<Integer, Integer> ports;
    private final List<Cookie> cookies = new ArrayList<>();
    private final List<String> setCookies = new ArrayList<>();

    /** @param ports where a service really listens, by the port of its address; others listen where their address says */
    public Browser(Map<Integer, Integer> ports) {
        this.ports = Map.copyOf(ports);
    }

    /** The human types the address; redirects are followed. */
    public WireRequest.Answer open(String address) {
        return follow(URI.create(address), visit(URI.create(address), "none"));
    }

    /** The same without following redirects. */
    public WireRequest.Answer look(String address) {
        return visit(URI.create(address), "none");
    }

    /** Opens the address, fills in the login page that it leads to, and follows back to the address. */
    public WireRequest.Answer logIn(String address, String username, String password) {
        return fillIn(open(address), username, password);
    }

    /** Fills in Keycloak's login page, and follows to where it leads back. */
    public WireRequest.Answer fillIn(WireRequest.Answer page, String username, String password) {
        Matcher form = FORM.matcher(page.body());
        if (page.status() != 200 || !form.find()) {
            throw new IllegalStateException("No login form, but " + page.status() + " " + page.body());
        }
        URI action = URI.create(form.group(1).replace("&amp;", "&"));
        return follow(action,
                remember(request("POST", action, "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate",
                        "Sec-Fetch-Dest", "document", "Origin", originOf(action))
                        .form("username=" + encoded(username) + "&password=" + encoded(password)).send(port(action))));
    }

    /** A request with the cookies that belong to its path, and no header but those given. */
    public WireRequest.Answer send(String method, String address, String... headers) {
        URI uri = URI.create(address);
        return remember(request(method, uri, headers).send(port(uri)));
    }

    /** Sends a form as a page of the same service does; redirects are not followed. */
    public WireRequest.Answer submit(String address, String form) {
        URI uri = URI.create(address);
        return remember(request("POST", uri, "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate",
                "Sec-Fetch-Dest", "document", "Origin", originOf(uri)).form(form).send(port(uri)));
    }

    /** Every cookie whatever its path, as a Cookie header: what an attacker would send who has them. */
    public String allCookies() {
        return header(cookies);
    }

    /** Names of the cookies that are kept. */
    public List<String> cookieNames() {
        return cookies.stream().map(Cookie::name).toList();
    }

    /** All that was ever set, as it came. */
    public List<String> setCookies() {
        return List.copyOf(setCookies);
    }

    /** What another browser has got, as if this one had asked at the same time. */
    public void addCookiesOf(Browser other) {
        other.cookies.forEach(this::keep);
    }

    private WireRequest.Answer follow(URI asked, WireRequest.Answer first) {
        URI at = asked;
        WireRequest.Answer answer = first;
        for (int i = 0; i < MOST_REDIRECTS && (answer.status() == 302 || answer.status() == 303); i++) {
            URI next = at.resolve(answer.header("Location"));
            answer = visit(next, originOf(at).equals(originOf(next)) ? "same-origin" : "same-site");
            at = next;
        }
        return answer;
    }

    private WireRequest.Answer visit(URI address, String site) {
        return remember(request("GET", address, "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
                "document", "Accept", "text/html,application/json,*/*;q=0.8").send(port(address)));
    }

    private WireRequest request(String method, URI address, String... headers) {
        String target = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        WireRequest request = new WireRequest(method, target, address.getRawAuthority()).headers(headers);
        List<Cookie> fitting = cookies.stream().filter(cookie -> cookie.isFor(address.getPath())).toList();
        return fitting.isEmpty() ? request : request.header("Cookie", header(fitting));
    }

    private WireRequest.Answer remember(WireRequest.Answer answer) {
        for (String line : answer.all("Set-Cookie")) {
            setCookies.add(line);
            String[] parts = line.split(";");
            String path = "/";
            boolean ended = false;
            for (String part : parts) {
                String attribute = part.strip();
                if (attribute.regionMatches(true, 0, "Path=", 0, 5)) {
                    path = attribute.substring(5);
                }
                ended |= attribute.equalsIgnoreCase("Max-Age=0");
            }
            String[] pair = parts[0].split("=", 2);
            Cookie cookie = new Cookie(pair[0].strip(), pair[1].strip(), path);
            if (ended) {
                cookies.removeIf(cookie::isSame);
            } else {
                keep(cookie);
            }
        }
        return answer;
    }

    /** A cookie that is set again keeps its place; a new one comes last (RFC 6265, 5.3). */
    private void keep(Cookie cookie) {
        for (int i = 0; i < cookies.size(); i++) {
            if (cookies.get(i).isSame(cookie)) {
                cookies.set(i, cookie);
                return;
            }
        }
        cookies.add(cookie);
    }

    private static String header(List<Cookie> cookies) {
        return cookies.stream().map(cookie -> cookie.name() + "=" + cookie.value()).collect(Collectors.joining("; "));
    }

    private int port(URI address) {
        return ports.getOrDefault(address.getPort(), address.getPort());
    }

    private static String originOf(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
