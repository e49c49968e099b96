package dev.gatehouse.drivers.http;

import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tinylog.Logger;

/// `http:ADDRESS:PORT/PATH`, e.g. `http:127.0.0.1:8088/lpr/v1/lane3`: a reader posts there, and
/// hears 200 only when its read is on disk. Links of one address and port share a listener. With
/// TLS: [HttpsLinkProvider].
///
/// | parameter | meaning |
/// |---|---|
/// | `token_file` | the file's token must come as `Authorization: Bearer`, or in `token_header` |
/// | `token_header` | name of the header with the token |
/// | `basic_file` | `user:password` for HTTP Basic |
/// | `digest_file` | `user:password` for HTTP Digest |
/// | `digest_algorithms` | `sha-256`, `md5` or `sha-256,md5`; `sha-256` unless said |
/// | `also` | further paths of the same reader, separated by commas: the fixed ones of its maker |
/// | `rate`, `burst` | requests a second, sustained and at once: 20 and 60 unless said, and at most |
/// | `max_body_bytes` | of one request: 8 MiB unless said, and at most |
/// | `path_secret_file` | a last path segment that must follow the path |
/// | `source` | the only address that may post |
/// | `plaintext=waived` | accepts that there is no TLS on an address that is not loopback |
public final class HttpLinkProvider implements LinkProvider {

    private static final Set<String> PARAMETERS =
            Set.of(
                    "token_file",
                    "token_header",
                    "basic_file",
                    "digest_file",
                    "digest_algorithms",
                    "also",
                    "rate",
                    "burst",
                    "max_body_bytes",
                    "path_secret_file",
                    "source",
                    "plaintext");
    private static final Set<String> SECURED =
            Set.of("certificate_file", "key_file", "client_key_sha256");
    private static final Pattern TARGET =
            Pattern.compile(
                    "(?<host>\\[[0-9A-Fa-f:.]+]|[0-9.]+|localhost):(?<port>[0-9]{1,5})(?<path>/.*)");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._-]{1,64}){1,8}");

    private final HttpLimits limits;
    private final SecureRandom random = new SecureRandom();
    private final Map<InetSocketAddress, HttpListener> listeners = new HashMap<>();

    /// For `ServiceLoader`.
    public HttpLinkProvider() {
        this(HttpLimits.SHEET);
    }

    HttpLinkProvider(HttpLimits limits) {
        this.limits = limits;
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public Link create(LinkAddress address, LinkContext context) {
        return create(address, context, false);
    }

    /// @param secured whether the listener speaks TLS
    synchronized Link create(LinkAddress address, LinkContext context, boolean secured) {
        Set<String> known = new TreeSet<>(PARAMETERS);
        if (secured) {
            known.addAll(SECURED);
            known.remove("plaintext");
        }
        if (!known.containsAll(address.parameters().keySet())) {
            throw new IllegalArgumentException("http link: expected only the parameters " + known);
        }
        Matcher target = TARGET.matcher(address.target());
        if (!target.matches() || !PATH.matcher(target.group("path")).matches()) {
            throw new IllegalArgumentException(
                    "http link: expected `http:ADDRESS:PORT/lpr/v1/READER` with an IP address");
        }
        InetSocketAddress bind = bindAddress(target.group("host"), target.group("port"));
        ReaderAccess access = ReaderAccess.of(address.parameters(), System::nanoTime, random);
        requireProtected(bind.getAddress(), access, address.parameters(), secured);
        Optional<ListenerTls> tls =
                secured ? Optional.of(ListenerTls.of(address.parameters())) : Optional.empty();
        HttpRoute route =
                new HttpRoute(
                        paths(target.group("path"), address),
                        access,
                        limits.ofReader(
                                address.number("rate", limits.ratePerSecond()),
                                address.number("burst", limits.rateBurst()),
                                address.number("max_body_bytes", limits.maxBodyBytes())));
        HttpListener listener =
                listeners.computeIfAbsent(
                        bind, _ -> new HttpListener(bind, limits, context.clock(), tls));
        if (tls.isPresent() && !listener.hasTls(tls.get())) {
            throw new IllegalArgumentException(
                    "https link: readers of one address and port share a certificate");
        }
        if (!listener.add(route)) {
            throw new IllegalArgumentException("http link: two readers at one address and path");
        }
        return new HttpLink(
                this, listener, route, (secured ? "https://" : "http://") + target.group("host"));
    }

    private static List<String> paths(String own, LinkAddress address) {
        List<String> paths = new ArrayList<>(List.of(own));
        String also = address.parameters().getOrDefault("also", "");
        if (!also.isEmpty()) {
            for (String path : also.split(",", -1)) {
                if (!PATH.matcher(path).matches() || paths.contains(path)) {
                    throw new IllegalArgumentException(
                            "http link: also: expected paths such as /NotificationInfo/KeepAlive");
                }
                paths.add(path);
            }
        }
        return paths;
    }

    private static InetSocketAddress bindAddress(String host, String port) {
        int number = Integer.parseInt(port);
        if (number > 65_535) {
            throw new IllegalArgumentException("http link: expected a port of 0..65535");
        }
        String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        InetAddress address =
                literal.equals("localhost")
                        ? InetAddress.ofLiteral("127.0.0.1")
                        : InetAddress.ofLiteral(literal);
        return new InetSocketAddress(address, number);
    }

    /// Plate reader sheet, section 5: no secret crosses a network in the clear unless waived, and a
    /// reader without any credentials is taken only from its own address with a secret in the path.
    private static void requireProtected(
            InetAddress bind,
            ReaderAccess access,
            Map<String, String> parameters,
            boolean secured) {
        String plaintext = parameters.getOrDefault("plaintext", "");
        if (!plaintext.isEmpty() && !plaintext.equals("waived")) {
            throw new IllegalArgumentException("http link: plaintext: expected `waived`");
        }
        if (bind.isLoopbackAddress()) {
            return;
        }
        if (plaintext.isEmpty() && !secured) {
            throw new IllegalArgumentException(
                    "http link: expected a loopback address, or `plaintext=waived` for an isolated lane network");
        }
        boolean pinned = access.hasSource() && access.hasPathSecret();
        if (access.scheme() == ReaderAccess.Scheme.NONE && !pinned && !access.hasKey()) {
            throw new IllegalArgumentException(
                    "http link: expected token_file, basic_file, digest_file or (https) client_key_sha256, or both source and path_secret_file");
        }
        if (secured) {
            return;
        }
        Logger.warn("LPR-013 reader without TLS: scheme={} pinned={}", access.scheme(), pinned);
    }

    synchronized void open(HttpListener listener, HttpRoute route, FrameSink sink)
            throws IOException {
        if (route.isOpen()) {
            throw new IllegalStateException("http link: opened twice");
        }
        if (!listener.isBound()) {
            listener.bind();
        }
        route.open(sink);
    }

    synchronized void close(HttpListener listener, HttpRoute route) {
        route.close();
        listener.remove(route);
        if (listener.isEmpty()) {
            listeners.values().remove(listener);
            listener.close();
        }
    }
}
