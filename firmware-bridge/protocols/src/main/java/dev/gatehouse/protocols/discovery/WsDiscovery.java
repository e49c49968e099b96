package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.XmlElement;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One datagram of WS-Discovery (2005/04) as ONVIF uses it (Core Specification, section 7).
///
/// @param action what it is
/// @param messageId of the sender
/// @param relatesTo the message that this one answers; empty for none
/// @param endpoints devices told of, each once; none in a probe
public record WsDiscovery(
        Action action, String messageId, String relatesTo, List<Endpoint> endpoints) {
    /// Octets of one datagram.
    public static final int MAX_OCTETS = 9_000;

    /// Devices of one answer.
    public static final int MAX_ENDPOINTS = 32;

    /// Words of one list: types, scopes, addresses.
    public static final int MAX_WORDS = 64;

    private static final String SCOPE = "onvif://www.onvif.org/";
    private static final String DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
    private static final String HEAD =
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
                    + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
                    + " xmlns:d=\""
                    + DISCOVERY
                    + "\" xmlns:dn=\"http://www.onvif.org/ver10/network/wsdl\">\n";

    /// What a message is.
    public enum Action {
        PROBE("Probe"),
        HELLO("Hello"),
        BYE("Bye"),
        PROBE_MATCHES("ProbeMatches");

        private final String word;

        Action(String word) {
            this.word = word;
        }
    }

    /// One device.
    ///
    /// @param address lasting name of the device, most often a uuid
    /// @param types with the sender's own prefixes
    /// @param scopes as sent
    /// @param xAddrs where it is spoken to
    /// @param metadataVersion 0 when absent
    public record Endpoint(
            String address,
            List<String> types,
            List<String> scopes,
            List<String> xAddrs,
            long metadataVersion) {
        public Endpoint {
            types = List.copyOf(types);
            scopes = List.copyOf(scopes);
            xAddrs = List.copyOf(xAddrs);
            if (types.size() > MAX_WORDS
                    || scopes.size() > MAX_WORDS
                    || xAddrs.size() > MAX_WORDS) {
                throw new IllegalArgumentException("endpoint: too many words of one list");
            }
        }

        /// The first scope of a kind, decoded: `name`, `hardware`, `location`, `Profile`; empty
        /// when there is none.
        public String scope(String kind) {
            String head = SCOPE + kind + "/";
            return scopes.stream()
                    .filter(scope -> scope.regionMatches(true, 0, head, 0, head.length()))
                    .findFirst()
                    .map(scope -> ShownText.of(percentDecoded(scope.substring(head.length()))))
                    .orElse("");
        }

        /// The interface address at the end of its uuid; a hint.
        public Optional<MacAddress> uuidTail() {
            return UuidTail.of(address);
        }
    }

    public WsDiscovery {
        endpoints = List.copyOf(endpoints);
    }

    /// The one probe that is sent: for devices that transmit video.
    ///
    /// @param messageId `uuid:...`, to know the answers by
    public static WsDiscovery probe(String messageId) {
        return new WsDiscovery(Action.PROBE, messageId, "", List.of());
    }

    /// Reads one datagram. Devices that answer several times in one are told once.
    public static Decoded<WsDiscovery> decode(byte[] octets) {
        if (octets.length > MAX_OCTETS) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG, "message: expected at most " + MAX_OCTETS + " octets");
        }
        try {
            return Decoded.message(read(SoapText.read(octets)));
        } catch (Refusal e) {
            return e.rejected();
        }
    }

    private static WsDiscovery read(SoapText.Envelope envelope) throws Refusal {
        String told = header(envelope, "Action");
        for (Action action : Action.values()) {
            if (told.endsWith("/discovery/" + action.word)) {
                XmlElement content = SoapText.content(envelope, action.word);
                return new WsDiscovery(
                        action,
                        header(envelope, "MessageID"),
                        header(envelope, "RelatesTo"),
                        switch (action) {
                            case PROBE -> List.of();
                            case HELLO, BYE -> List.of(endpoint(content));
                            case PROBE_MATCHES -> matches(content);
                        });
            }
        }
        throw new Refusal(RejectReason.UNSUPPORTED, "action: not one of discovery");
    }

    private static String header(SoapText.Envelope envelope, String name) {
        return envelope.header().map(header -> header.textAt(name)).orElse("");
    }

    private static List<Endpoint> matches(XmlElement content) throws Refusal {
        List<Endpoint> endpoints = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (XmlElement match : content.children("ProbeMatch")) {
            Endpoint endpoint = endpoint(match);
            if (seen.add(endpoint.address)) {
                endpoints.add(endpoint);
            }
            if (endpoints.size() > MAX_ENDPOINTS) {
                throw new Refusal(RejectReason.LIMIT_EXCEEDED, "devices: at most " + MAX_ENDPOINTS);
            }
        }
        return endpoints;
    }

    private static Endpoint endpoint(XmlElement told) throws Refusal {
        String address = told.textAt("EndpointReference/Address");
        if (address.isEmpty()) {
            throw new Refusal(RejectReason.MISSING_FIELD, "device: expected an address");
        }
        return new Endpoint(
                address,
                words(told.textAt("Types")),
                words(told.textAt("Scopes")),
                words(told.textAt("XAddrs")),
                number(told.textAt("MetadataVersion")));
    }

    private static List<String> words(String text) throws Refusal {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> words = List.of(text.split("[ \t\r\n]+", -1));
        if (words.size() > MAX_WORDS) {
            throw new Refusal(RejectReason.LIMIT_EXCEEDED, "words: at most " + MAX_WORDS);
        }
        return words;
    }

    private static long number(String text) {
        return text.length() <= 10 && !text.isEmpty() && text.chars().allMatch(Character::isDigit)
                ? Long.parseLong(text)
                : 0;
    }

    /// Octets written as `%` and two hex digits (RFC 3986, 2.1); anything else stands for itself.
    private static String percentDecoded(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < written.length; i++) {
            boolean coded =
                    written[i] == '%'
                            && i + 2 < written.length
                            && HexFormat.isHexDigit(written[i + 1])
                            && HexFormat.isHexDigit(written[i + 2]);
            if (coded) {
                octets.write(
                        HexFormat.fromHexDigit(written[i + 1]) << 4
                                | HexFormat.fromHexDigit(written[i + 2]));
                i += 2;
            } else {
                octets.write(written[i]);
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    /// As it goes on the wire.
    public byte[] encode() {
        StringBuilder xml = new StringBuilder(HEAD).append("<s:Header>");
        element(xml, "a:MessageID", messageId);
        if (!relatesTo.isEmpty()) {
            element(xml, "a:RelatesTo", relatesTo);
        }
        element(xml, "a:To", "urn:schemas-xmlsoap-org:ws:2005:04:discovery");
        element(xml, "a:Action", DISCOVERY + "/" + action.word);
        xml.append("</s:Header>\n<s:Body><d:").append(action.word).append('>');
        switch (action) {
            case PROBE -> element(xml, "d:Types", "dn:NetworkVideoTransmitter");
            case HELLO, BYE -> endpoints.forEach(one -> endpoint(xml, one));
            case PROBE_MATCHES ->
                    endpoints.forEach(one -> {
                        xml.append("<d:ProbeMatch>");
                        endpoint(xml, one);
                        xml.append("</d:ProbeMatch>");
                    });
        }
        return xml.append("</d:")
                .append(action.word)
                .append("></s:Body></s:Envelope>\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void endpoint(StringBuilder xml, Endpoint endpoint) {
        xml.append("<a:EndpointReference>");
        element(xml, "a:Address", endpoint.address);
        xml.append("</a:EndpointReference>");
        element(xml, "d:Types", String.join(" ", endpoint.types));
        element(xml, "d:Scopes", String.join(" ", endpoint.scopes));
        element(xml, "d:XAddrs", String.join(" ", endpoint.xAddrs));
        element(xml, "d:MetadataVersion", Long.toString(endpoint.metadataVersion));
    }

    private static void element(StringBuilder xml, String name, String text) {
        xml.append('<').append(name).append('>').append(SoapText.escaped(text));
        xml.append("</").append(name).append('>');
    }
}
