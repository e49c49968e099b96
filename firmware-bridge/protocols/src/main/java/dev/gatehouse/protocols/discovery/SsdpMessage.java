package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One datagram of SSDP (UPnP Device Architecture 1.1, section 1): text as HTTP writes it, lines
/// with CR LF, closed by an empty line.
///
/// @param kind of message
/// @param headers by lower-case name
public record SsdpMessage(Kind kind, Map<String, String> headers) {
    /// Octets of one datagram.
    public static final int MAX_OCTETS = 9_000;

    /// What a message is.
    public enum Kind {
        /// A device announces or takes leave.
        NOTIFY("NOTIFY * HTTP/1.1"),
        /// Somebody looks for devices.
        SEARCH("M-SEARCH * HTTP/1.1"),
        /// A device answers a search.
        ANSWER("HTTP/1.1 200 OK");

        private final String startLine;

        Kind(String startLine) {
            this.startLine = startLine;
        }
    }

    public SsdpMessage {
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (name.isEmpty() || hasBreak(name) || hasBreak(value) || name.contains(":")) {
                throw new IllegalArgumentException("SSDP header: a line break within");
            }
        });
    }

    private static boolean hasBreak(String text) {
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
    }

    /// The one search that is sent: for root devices.
    ///
    /// @param host group and port as written
    public static SsdpMessage search(String host) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("host", host);
        headers.put("man", "\"ssdp:discover\"");
        headers.put("mx", "2");
        headers.put("st", "upnp:rootdevice");
        return new SsdpMessage(Kind.SEARCH, headers);
    }

    /// Reads one datagram.
    public static Decoded<SsdpMessage> decode(byte[] octets) {
        if (octets.length > MAX_OCTETS) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG, "message: expected at most " + MAX_OCTETS + " octets");
        }
        try {
            HeaderLines lines = HeaderLines.strict(new String(octets, StandardCharsets.ISO_8859_1));
            for (Kind kind : Kind.values()) {
                if (lines.start().equalsIgnoreCase(kind.startLine)) {
                    return Decoded.message(new SsdpMessage(kind, lines.headers()));
                }
            }
            return Decoded.rejected(RejectReason.UNSUPPORTED, "start line: not one of SSDP");
        } catch (Refusal e) {
            return e.rejected();
        }
    }

    /// As it goes on the wire.
    public byte[] encode() {
        StringBuilder text = new StringBuilder(kind.startLine).append("\r\n");
        headers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(header ->
                        text.append(header.getKey().toUpperCase(java.util.Locale.ROOT))
                                .append(": ")
                                .append(header.getValue())
                                .append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A header's value, fit to be shown; empty when absent.
    public String header(String name) {
        return ShownText.of(headers.getOrDefault(name, ""));
    }

    /// The device takes leave.
    public boolean isByeBye() {
        return header("nts").equalsIgnoreCase("ssdp:byebye");
    }

    /// The interface address that many devices write at the end of their uuid; a hint.
    public Optional<MacAddress> uuidTail() {
        return UuidTail.of(header("usn"));
    }
}
