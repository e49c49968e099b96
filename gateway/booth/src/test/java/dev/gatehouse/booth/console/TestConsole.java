package dev.gatehouse.booth.console;

import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.central.pki.SiteAuthority;
import dev.gatehouse.proto.v1.ConsoleAccess;
import dev.gatehouse.proto.v1.ConsoleAct;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A console on clocks that the test moves, and channels without sockets.
final class TestConsole implements AutoCloseable {
    static final String HOST = "Host: localhost:9443\r\n";
    private static final String ORIGIN = "Origin: https://localhost:9443\r\n";
    private static final String FORM_TYPE =
            "Content-Type: application/x-www-form-urlencoded;charset=UTF-8\r\n";

    final AtomicLong nanos = new AtomicLong(System.nanoTime());
    final AtomicLong wallMs = new AtomicLong(System.currentTimeMillis());
    final List<ConsoleAccess> records = Collections.synchronizedList(new ArrayList<>());
    final AtomicBoolean inboxFull = new AtomicBoolean();
    final Path data;
    final TlsIdentity identity;
    final ConsoleServer server;
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    private TestConsole(Path data, TlsIdentity identity, ConsoleServer.Parts parts, boolean bound)
            throws IOException {
        this.data = data;
        this.identity = identity;
        ConsoleServer.Parts own =
                new ConsoleServer.Parts(
                        parts.host(),
                        parts.listen(),
                        parts.hosts(),
                        parts.tls(),
                        parts.folder(),
                        access -> !inboxFull.get() && records.add(access),
                        parts.json(),
                        parts.random(),
                        bound ? System::nanoTime : nanos::get,
                        bound ? System::currentTimeMillis : wallMs::get,
                        parts.limits());
        this.server = bound ? ConsoleServer.start(own) : new ConsoleServer(own);
    }

    /// Nothing is bound; the test moves the clocks.
    static TestConsole unbound(Path folder) throws IOException {
        return make(folder, ConsoleLimits.DEFAULTS, false);
    }

    /// On a free port of loopback, on the machine's clocks.
    static TestConsole bound(Path folder, ConsoleLimits limits) throws IOException {
        return make(folder, limits, true);
    }

    private static TestConsole make(Path folder, ConsoleLimits limits, boolean bound)
            throws IOException {
        SecureRandom random = new SecureRandom();
        Path tls = folder.resolve("tls");
        SiteAuthority authority = SiteAuthority.open(tls, random, InstantSource.system());
        authority.issueServer(tls, "booth", "0011223344556677", List.of("localhost", "127.0.0.1"));
        TlsIdentity identity =
                TlsIdentity.read(
                        tls.resolve("ca.crt"), tls.resolve("booth.crt"), tls.resolve("booth.key"));
        Path data = folder.resolve("data");
        java.nio.file.Files.createDirectories(data);
        return new TestConsole(
                data,
                identity,
                new ConsoleServer.Parts(
                        "127.0.0.1",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of("booth.example"),
                        identity.server(ClientAuth.NONE),
                        PairingDesk.folderIn(data),
                        _ -> true,
                        TestConsole::json,
                        random,
                        System::nanoTime,
                        System::currentTimeMillis,
                        limits),
                bound);
    }

    /// Maps, lists, numbers, flags and texts without anything to escape.
    static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                List<String> members = new ArrayList<>();
                map.forEach((key, member) -> members.add("\"" + key + "\":" + json(member)));
                yield "{" + String.join(",", members) + "}";
            }
            case List<?> list ->
                    "[" + String.join(",", list.stream().map(TestConsole::json).toList()) + "]";
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> "\"" + value + "\"";
        };
    }

    PairingDesk desk() {
        return new PairingDesk(data, new SecureRandom(), System::nanoTime, wallMs::get);
    }

    long acts(ConsoleAct act) {
        synchronized (records) {
            return records.stream().filter(record -> record.getAct() == act).count();
        }
    }

    long count(ConsoleCounter counter) {
        return server.counters().of(counter);
    }

    /// A connection from an address.
    EmbeddedChannel connect(String address) {
        channels.removeIf(channel -> !channel.isOpen());
        EmbeddedChannel channel =
                new EmbeddedChannel() {
                    @Override
                    protected SocketAddress remoteAddress0() {
                        return new InetSocketAddress(address, 50_000);
                    }
                };
        server.equip(channel);
        channel.pipeline().fireChannelActive();
        channels.add(channel);
        return channel;
    }

    /// Sends octets and takes what comes back.
    static String send(EmbeddedChannel channel, String octets) {
        return send(channel, octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String send(EmbeddedChannel channel, byte[] octets) {
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.copiedBuffer(octets));
        }
        channel.runPendingTasks();
        return sent(channel);
    }

    /// Everything written so far.
    static String sent(EmbeddedChannel channel) {
        StringBuilder answer = new StringBuilder();
        for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            if (out instanceof ByteBuf buffer) {
                answer.append(buffer.toString(StandardCharsets.UTF_8));
            }
            io.netty.util.ReferenceCountUtil.release(out);
        }
        return answer.toString();
    }

    /// One request on a connection of its own.
    String once(String octets) {
        return once("192.0.2.1", octets);
    }

    String once(String address, String octets) {
        EmbeddedChannel channel = connect(address);
        String answer = send(channel, octets);
        var _ = channel.finishAndReleaseAll();
        return answer;
    }

    String get(String path, String headers) {
        return once("GET " + path + " HTTP/1.1\r\n" + HOST + headers + "\r\n");
    }

    static int status(String answer) {
        Matcher line = Pattern.compile("HTTP/1.1 ([0-9]{3}) ").matcher(answer);
        return line.lookingAt() ? Integer.parseInt(line.group(1)) : 0;
    }

    /// A cookie that an answer sets, as a request header; empty when it sets none of that name.
    static String cookie(String answer, String name) {
        Matcher line = Pattern.compile("set-cookie: (" + name + "=[^;]+);").matcher(answer);
        return line.find() ? "Cookie: " + line.group(1) + "\r\n" : "";
    }

    static String post(String path, String headers, String body) {
        return "POST "
                + path
                + " HTTP/1.1\r\n"
                + HOST
                + ORIGIN
                + FORM_TYPE
                + headers
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    /// Fetches the pairing page and sends its form with this code.
    String tryCode(String address, String code) {
        String page = once(address, "GET / HTTP/1.1\r\n" + HOST + "\r\n");
        Matcher token = Pattern.compile("name=\"form\" value=\"([^\"]+)\"").matcher(page);
        if (!token.find()) {
            throw new AssertionError("no form on the pairing page");
        }
        return once(
                address,
                post(
                        "/pair",
                        cookie(page, "__Host-form"),
                        "form=" + token.group(1) + "&code=" + code));
    }

    /// Pairs a browser.
    ///
    /// @return its cookie as a request header
    String pair(Role role) throws IOException {
        String answer = tryCode("192.0.2.1", desk().offer(role));
        String cookie = cookie(answer, Router.SESSION);
        if (cookie.isEmpty()) {
            throw new AssertionError("not paired: " + status(answer));
        }
        return cookie;
    }

    @Override
    public void close() {
        channels.forEach(channel -> {
            var _ = channel.finishAndReleaseAll();
        });
        server.close();
    }
}
