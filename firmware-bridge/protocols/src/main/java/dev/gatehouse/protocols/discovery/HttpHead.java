package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of a web server's answer, as far as it tells who made the server. It may be cut off;
/// the lines that are whole are read.
///
/// @param status three digits
/// @param headers by lower-case name
public record HttpHead(int status, Map<String, String> headers) {
    /// Octets of an answer that are looked at.
    public static final int MAX_OCTETS = 4_096;

    private static final Pattern START = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
    private static final Pattern REALM = Pattern.compile("realm=\"([^\"]{1,512})\"");

    public HttpHead {
        headers = Map.copyOf(headers);
    }

    /// Reads the first octets of an answer; what comes after [#MAX_OCTETS] is not looked at.
    public static Decoded<HttpHead> decode(byte[] octets) {
        int length = Math.min(octets.length, MAX_OCTETS);
        try {
            HeaderLines lines =
                    HeaderLines.lenient(new String(octets, 0, length, StandardCharsets.ISO_8859_1));
            Matcher start = START.matcher(lines.start());
            if (!start.matches()) {
                return Decoded.rejected(
                        RejectReason.BAD_SYNTAX, "start line: expected HTTP/1.x and a status");
            }
            return Decoded.message(new HttpHead(Integer.parseInt(start.group(1)), lines.headers()));
        } catch (Refusal e) {
            return e.rejected();
        }
    }

    /// The one request that is sent: no body wanted, nothing kept open.
    ///
    /// @param host as it stands in the header
    public static byte[] request(String host) {
        return ("HEAD / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Who answers, by its own word; empty when it does not say.
    public String server() {
        return ShownText.of(headers.getOrDefault("server", ""));
    }

    /// The realm that asks for a password; empty when none does.
    public String realm() {
        Matcher realm = REALM.matcher(headers.getOrDefault("www-authenticate", ""));
        return realm.find() ? ShownText.of(realm.group(1)) : "";
    }
}
