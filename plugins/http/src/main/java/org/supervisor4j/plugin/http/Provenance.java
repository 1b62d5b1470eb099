package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For which page a browser sends a request. Who can reach a server, or has its password in his browser, lends both to
 * every page that he looks at, whoever has made it; so pages of others must not change anything here. What is no
 * browser says nothing of this, and is not looked at.
 */
final class Provenance {

    private static final Logger LOG = LoggerFactory.getLogger(Provenance.class);

    private static final String SEC_FETCH_SITE = "Sec-Fetch-Site";
    private static final Set<String> CHANGE_NOTHING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none"); // none: by hand, from the address line
    private static final Path MACHINE = Path.of("/proc/sys/kernel/hostname");

    private final Request request;
    private final HttpFields headers;
    private final HostNames known;
    private final Optional<WebHost> asked;

    /** @param known further names of the server */
    Provenance(Request request, HostNames known) {
        this.request = request;
        this.headers = request.getHeaders();
        this.known = known;
        this.asked = Optional.ofNullable(headers.get(HttpHeader.HOST)).flatMap(WebHost::parse);
    }

    /**
     * Whether a page of another server wants to change something. The browser's own word counts first, since behind a
     * proxy the names may be others. Over HTTP to another machine it does not give it, but tells the page's origin.
     */
    boolean isForeignChange() {
        if (CHANGE_NOTHING.contains(request.getMethod())) {
            return false;
        }
        List<String> sites = headers.getValuesList(SEC_FETCH_SITE);
        return sites.isEmpty()
                ? !headers.getValuesList(HttpHeader.ORIGIN).stream().allMatch(this::isOwn)
                : !OWN_SITES.containsAll(sites);
    }

    private boolean isOwn(String origin) {
        String text = origin.toLowerCase(Locale.ROOT);
        if (text.startsWith("https://")) { // also of a server that speaks HTTP, behind a proxy that does not
            return isOwn(WebHost.parse(text.substring("https://".length())), WebHost.HTTPS);
        }
        return !request.isSecure() && text.startsWith("http://")
                && isOwn(WebHost.parse(text.substring("http://".length())), WebHost.HTTP);
    }

    private boolean isOwn(Optional<WebHost> origin, int usualPort) {
        return origin.filter(page -> known.contain(page)
                || asked.isPresent() && page.isSame(asked.get(), usualPort)).isPresent();
    }

    /**
     * Whether a browser asks by a name that somebody else may have let lead to this machine (DNS rebinding): then the
     * page is of another's making, though it is one of this server to the browser. Only what asks at a loopback address
     * in clear text is looked at: a certificate is for its own names, and who serves a network has all the names that
     * the network gives.
     */
    boolean isByStrangeName() {
        if (request.isSecure() || !isBrowserOfUnsafeOrigin() || !isAtLoopback()) {
            return false;
        }
        return asked
                .filter(host -> host.isNobodyElses() || known.contain(host) || isOfThisMachine(host.name()))
                .isEmpty();
    }

    /**
     * Tells who sends each request for a page from HTTPS or from localhost, which cannot be had by such a name, with
     * Sec-Fetch-Site. Of the others, pages may not leave out Accept-Language, and tools seldom send it.
     */
    private boolean isBrowserOfUnsafeOrigin() {
        return !headers.contains(SEC_FETCH_SITE)
                && (headers.contains(HttpHeader.ORIGIN) || headers.contains(HttpHeader.ACCEPT_LANGUAGE));
    }

    private boolean isAtLoopback() {
        return request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress address
                && address.getAddress().isLoopbackAddress();
    }

    private static boolean isOfThisMachine(String name) {
        try {
            String machine = Files.readString(MACHINE).strip().toLowerCase(Locale.ROOT);
            return name.equals(machine) || name.equals(machine + ".local"); // as its own network calls it
        } catch (IOException e) {
            LOG.debug("The name of this machine cannot be read", e);
            return false;
        }
    }

    /** Where it comes from, for a message. */
    @Override
    public String toString() {
        return shown("Host") + ", " + shown("Origin") + ", " + shown(SEC_FETCH_SITE);
    }

    private String shown(String header) {
        String value = String.join(" ", headers.getValuesList(header));
        return header + ": " + (value.isEmpty() ? "-" : value.substring(0, Math.min(200, value.length())));
    }
}
