package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One message of multicast DNS (RFC 6762) as far as service discovery (RFC 6763) needs it. Records
/// of all three sections are read as one list; classes are not told apart, as every record on a LAN
/// is of the Internet's.
///
/// @param id 0 in multicast
/// @param answer the response bit
/// @param questions what is asked
/// @param records answers, authorities and additional ones, in order
public record DnsMessage(int id, boolean answer, List<Question> questions, List<Entry> records) {
    /// Questions and records of one message, each.
    public static final int MAX_RECORDS = 32;

    /// Pointers followed for one name.
    public static final int MAX_JUMPS = 64;

    public static final int TYPE_A = 1;
    public static final int TYPE_PTR = 12;
    public static final int TYPE_TXT = 16;
    public static final int TYPE_AAAA = 28;
    public static final int TYPE_SRV = 33;

    private static final int MAX_OCTETS = 9_000;
    private static final int HEAD = 12;
    private static final int RESPONSE = 0x8000;
    private static final int AUTHORITATIVE = 0x0400;
    private static final int INTERNET = 1;
    private static final int UNICAST = 0x8000;
    private static final int POINTER = 0xC0;
    private static final int POINTER_MASK = 0x3FFF;
    private static final int TIME_TO_LIVE_S = 120;
    private static final int ADDRESS_4 = 4;
    private static final int ADDRESS_6 = 16;

    /// Services whose instances say something of a device (covered equipment sheet, 5.2).
    public static final List<DnsName> SERVICES =
            List.of(
                    DnsName.of("_services._dns-sd._udp.local"),
                    DnsName.of("_http._tcp.local"),
                    DnsName.of("_https._tcp.local"),
                    DnsName.of("_rtsp._tcp.local"),
                    DnsName.of("_axis-video._tcp.local"),
                    DnsName.of("_psia._tcp.local"),
                    DnsName.of("_CGI._tcp.local"),
                    DnsName.of("_onvif._tcp.local"),
                    DnsName.of("_device-info._tcp.local"),
                    DnsName.of("_workstation._tcp.local"),
                    DnsName.of("_snmp._udp.local"));

    /// A question.
    ///
    /// @param type of the records asked for
    /// @param unicast the answer shall come to the asker alone (RFC 6762, 5.4)
    public record Question(DnsName name, int type, boolean unicast) {}

    /// A record: whose it is and what it says.
    public record Entry(DnsName name, Data data) {}

    /// What a record says.
    public sealed interface Data {}

    /// A name that this one points to: an instance of the service.
    public record Pointer(DnsName target) implements Data {}

    /// Where an instance is reached.
    public record Service(int priority, int weight, int port, DnsName host) implements Data {}

    /// Keys and values of an instance, as sent.
    public record Texts(List<Octets> texts) implements Data {
        public Texts {
            texts = List.copyOf(texts);
        }

        /// The value of a key, whatever its case; empty when absent.
        public String value(String key) {
            String wanted = key.toLowerCase(Locale.ROOT) + "=";
            for (Octets octets : texts) {
                String text = new String(octets.toArray(), StandardCharsets.UTF_8);
                if (text.toLowerCase(Locale.ROOT).startsWith(wanted)) {
                    return ShownText.of(text.substring(Math.min(text.length(), wanted.length())));
                }
            }
            return "";
        }
    }

    /// An address of the host, 4 or 16 octets.
    public record Address(Octets octets) implements Data {
        public Address {
            if (octets.length() != ADDRESS_4 && octets.length() != ADDRESS_6) {
                throw new IllegalArgumentException("address: expected 4 or 16 octets");
            }
        }
    }

    /// A record of another type.
    public record Other(int type, Octets data) implements Data {}

    public DnsMessage {
        questions = List.copyOf(questions);
        records = List.copyOf(records);
    }

    /// One question for instances of a service, to be answered to the asker alone.
    public static DnsMessage query(DnsName service) {
        return new DnsMessage(0, false, List.of(new Question(service, TYPE_PTR, true)), List.of());
    }

    /// Reads one datagram.
    public static Decoded<DnsMessage> decode(byte[] octets) {
        try {
            return Decoded.message(new Reader(octets).message());
        } catch (Refusal e) {
            return e.rejected();
        }
    }

    /// The first text of a key among all records; empty when there is none.
    public String text(String key) {
        for (Entry entry : records) {
            if (entry.data instanceof Texts texts && !texts.value(key).isEmpty()) {
                return texts.value(key);
            }
        }
        return "";
    }

    /// Instances of the services worth reading, by the records that name them.
    public List<DnsName> instances() {
        List<DnsName> found = new ArrayList<>();
        for (Entry entry : records) {
            Optional<DnsName> instance =
                    switch (entry.data) {
                        case Pointer(DnsName target) -> Optional.of(target);
                        case Service _, Texts _ -> Optional.of(entry.name);
                        case Address _, Other _ -> Optional.empty();
                    };
            instance.filter(DnsMessage::isOfService)
                    .filter(name -> !found.contains(name))
                    .ifPresent(found::add);
        }
        return found;
    }

    private static boolean isOfService(DnsName name) {
        return SERVICES.stream()
                .anyMatch(service ->
                        name.labels().size() > service.labels().size() && name.endsWith(service));
    }

    /// As it goes on the wire, names in full.
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        u16(out, id);
        u16(out, answer ? RESPONSE | AUTHORITATIVE : 0);
        u16(out, questions.size());
        u16(out, records.size());
        u16(out, 0);
        u16(out, 0);
        for (Question question : questions) {
            name(out, question.name);
            u16(out, question.type);
            u16(out, question.unicast ? UNICAST | INTERNET : INTERNET);
        }
        for (Entry entry : records) {
            name(out, entry.name);
            u16(out, type(entry.data));
            u16(out, INTERNET);
            u16(out, 0);
            u16(out, TIME_TO_LIVE_S);
            byte[] data = data(entry.data);
            u16(out, data.length);
            out.writeBytes(data);
        }
        return out.toByteArray();
    }

    private static int type(Data data) {
        return switch (data) {
            case Pointer _ -> TYPE_PTR;
            case Service _ -> TYPE_SRV;
            case Texts _ -> TYPE_TXT;
            case Address(Octets octets) -> octets.length() == ADDRESS_4 ? TYPE_A : TYPE_AAAA;
            case Other(int type, _) -> type;
        };
    }

    private static byte[] data(Data data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (data) {
            case Pointer(DnsName target) -> name(out, target);
            case Service(int priority, int weight, int port, DnsName host) -> {
                u16(out, priority);
                u16(out, weight);
                u16(out, port);
                name(out, host);
            }
            case Texts(List<Octets> texts) -> {
                for (Octets text : texts) {
                    out.write(text.length());
                    out.writeBytes(text.toArray());
                }
            }
            case Address(Octets octets) -> out.writeBytes(octets.toArray());
            case Other(_, Octets octets) -> out.writeBytes(octets.toArray());
        }
        return out.toByteArray();
    }

    private static void name(ByteArrayOutputStream out, DnsName name) {
        for (String label : name.labels()) {
            byte[] octets = label.getBytes(StandardCharsets.UTF_8);
            out.write(octets.length);
            out.writeBytes(octets);
        }
        out.write(0);
    }

    private static void u16(ByteArrayOutputStream out, int value) {
        out.write(value >>> 8);
        out.write(value);
    }

    /// Reads one datagram from its beginning to its end.
    private static final class Reader {
        private final Octets octets;
        private int at;

        Reader(byte[] bytes) throws Refusal {
            if (bytes.length > MAX_OCTETS) {
                throw new Refusal(
                        RejectReason.TOO_LONG,
                        "message: expected at most " + MAX_OCTETS + " octets");
            }
            this.octets = Octets.of(bytes);
        }

        DnsMessage message() throws Refusal {
            need(HEAD, "head");
            int id = u16();
            int flags = u16();
            int asked = u16();
            int told = u16() + u16() + u16();
            if (asked > MAX_RECORDS || told > MAX_RECORDS) {
                throw new Refusal(
                        RejectReason.LIMIT_EXCEEDED,
                        "records: expected at most " + MAX_RECORDS + " and as many questions");
            }
            List<Question> questions = new ArrayList<>();
            for (int i = 0; i < asked; i++) {
                DnsName name = name();
                need(4, "question");
                int type = u16();
                questions.add(new Question(name, type, (u16() & UNICAST) != 0));
            }
            List<Entry> records = new ArrayList<>();
            for (int i = 0; i < told; i++) {
                records.add(entry());
            }
            if (at != octets.length()) {
                throw new Refusal(RejectReason.LEFTOVER, "message: expected its end at " + at);
            }
            return new DnsMessage(id, (flags & RESPONSE) != 0, questions, records);
        }

        private Entry entry() throws Refusal {
            DnsName name = name();
            need(10, "record");
            int type = u16();
            at += 6;
            int length = u16();
            need(length, "data of a record");
            int end = at + length;
            Data data = data(type, end);
            if (at != end) {
                throw new Refusal(
                        RejectReason.LEFTOVER, "record: expected the end of its data at " + at);
            }
            return new Entry(name, data);
        }

        private Data data(int type, int end) throws Refusal {
            return switch (type) {
                case TYPE_PTR -> new Pointer(nameWithin(end));
                case TYPE_SRV -> {
                    if (end - at < 6) {
                        throw new Refusal(RejectReason.TOO_SHORT, "SRV: expected 6 octets");
                    }
                    yield new Service(u16(), u16(), u16(), nameWithin(end));
                }
                case TYPE_TXT -> texts(end);
                case TYPE_A -> address(end, ADDRESS_4);
                case TYPE_AAAA -> address(end, ADDRESS_6);
                default -> new Other(type, take(end - at));
            };
        }

        private Address address(int end, int length) throws Refusal {
            if (end - at != length) {
                throw new Refusal(RejectReason.BAD_VALUE, "address: expected " + length);
            }
            return new Address(take(length));
        }

        private Texts texts(int end) throws Refusal {
            List<Octets> texts = new ArrayList<>();
            while (at < end) {
                int length = octets.at(at++);
                if (end - at < length) {
                    throw new Refusal(
                            RejectReason.TOO_SHORT, "TXT: a text is longer than its record");
                }
                if (texts.size() == MAX_RECORDS) {
                    throw new Refusal(
                            RejectReason.LIMIT_EXCEEDED, "TXT: at most " + MAX_RECORDS + " texts");
                }
                texts.add(take(length));
            }
            return new Texts(texts);
        }

        private DnsName nameWithin(int end) throws Refusal {
            DnsName name = name();
            if (at > end) {
                throw new Refusal(RejectReason.TOO_SHORT, "name: longer than its record");
            }
            return name;
        }

        /// Pointers go backwards only, so that none can lead round in a circle.
        private DnsName name() throws Refusal {
            List<String> labels = new ArrayList<>();
            int length = 1;
            int jumps = 0;
            int here = at;
            int lowest = at;
            boolean jumped = false;
            while (true) {
                if (here >= octets.length()) {
                    throw new Refusal(RejectReason.TOO_SHORT, "name: ends beyond the message");
                }
                int head = octets.at(here);
                if (head >= POINTER) {
                    if (here + 1 >= octets.length()) {
                        throw new Refusal(RejectReason.TOO_SHORT, "pointer: expected 2 octets");
                    }
                    int target = octets.u16(here) & POINTER_MASK;
                    if (target >= lowest) {
                        throw new Refusal(
                                RejectReason.BAD_VALUE, "pointer: expected to go backwards");
                    }
                    if (++jumps > MAX_JUMPS) {
                        throw new Refusal(
                                RejectReason.LIMIT_EXCEEDED, "pointers: at most " + MAX_JUMPS);
                    }
                    if (!jumped) {
                        at = here + 2;
                        jumped = true;
                    }
                    here = target;
                    lowest = target;
                } else if (head > DnsName.MAX_LABEL_OCTETS) {
                    throw new Refusal(RejectReason.BAD_VALUE, "label: kind 01 or 10 is not known");
                } else if (head == 0) {
                    if (!jumped) {
                        at = here + 1;
                    }
                    return new DnsName(labels);
                } else {
                    length += 1 + head;
                    if (length > DnsName.MAX_OCTETS) {
                        throw new Refusal(
                                RejectReason.LIMIT_EXCEEDED, "name: expected at most 255 octets");
                    }
                    labels.add(label(here + 1, head));
                    here += 1 + head;
                }
            }
        }

        private String label(int from, int length) throws Refusal {
            if (octets.length() - from < length) {
                throw new Refusal(RejectReason.TOO_SHORT, "label: ends beyond the message");
            }
            byte[] bytes = octets.slice(from, from + length).toArray();
            String label = new String(bytes, StandardCharsets.UTF_8);
            if (!java.util.Arrays.equals(label.getBytes(StandardCharsets.UTF_8), bytes)) {
                throw new Refusal(RejectReason.BAD_ENCODING, "label: not UTF-8");
            }
            return label;
        }

        private Octets take(int length) {
            Octets taken = octets.slice(at, at + length);
            at += length;
            return taken;
        }

        private int u16() {
            int value = octets.u16(at);
            at += 2;
            return value;
        }

        private void need(int count, String what) throws Refusal {
            if (octets.length() - at < count) {
                throw new Refusal(
                        RejectReason.TOO_SHORT,
                        what + ": expected " + count + " octets at " + at + ", found fewer");
            }
        }
    }
}
