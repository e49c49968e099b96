package dev.gatehouse.simulators.llrp;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.llrp.Custom;
import dev.gatehouse.protocols.llrp.DecodeNotes;
import dev.gatehouse.protocols.llrp.LlrpFrame;
import dev.gatehouse.protocols.llrp.LlrpMessage;
import dev.gatehouse.protocols.llrp.LlrpMessage.Bare;
import dev.gatehouse.protocols.llrp.LlrpMessage.Events;
import dev.gatehouse.protocols.llrp.LlrpMessage.Report;
import dev.gatehouse.protocols.llrp.LlrpStatus;
import dev.gatehouse.protocols.llrp.LlrpStream;
import dev.gatehouse.protocols.llrp.MessageType;
import dev.gatehouse.protocols.llrp.ReaderEvent;
import dev.gatehouse.protocols.llrp.ReaderEvent.ConnectionAttempt;
import dev.gatehouse.protocols.llrp.TagReport;
import dev.gatehouse.protocols.llrp.Timestamp;
import dev.gatehouse.protocols.llrp.Tv;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An RFID reader as a machine without thread, socket or clock (section 9): one client at a time,
/// reports while a ROSpec is active, a buffer while there is nobody or reports are held. Owned by
/// one thread.
public final class SimulatedReader {

    private static final long NANOS_PER_MICRO = 1_000;
    private static final long BOOT_NANOS = 300_000_000L;
    private static final int MISSED_ACKS = 3;
    private static final int READS_A_TICK = 50_000;

    /// One connection, whatever carries it.
    public interface Line {
        /// Octets for the client.
        void send(byte[] octets);

        /// Ends the connection.
        void close();
    }

    private final ReaderTraits traits;
    private final Supplier<TagOnAir> traffic;
    private final Instant start;
    private final ReaderMemory memory;
    private final ReaderOutput output;
    private final Deque<TagReport> buffer = new ArrayDeque<>();

    private @Nullable Line client;
    private LlrpStream stream = new LlrpStream();
    private @Nullable TagOnAir next;
    private long bootedNanos;
    private long nowNanos;
    private long nextEventId;
    private long lastKeepaliveNanos;
    private int unacknowledged;
    private boolean holding;
    private boolean silent;
    private boolean antennaLost;
    private boolean input;
    private boolean overflowed;
    private boolean warned;
    private int version = LlrpFrame.VERSION_1;

    private long connections;
    private long refusedClients;
    private long reads;
    private long reported;
    private long lost;
    private long missedAcks;
    private long requests;
    private long faults;

    /// @param traffic reads of its radio, in order of time
    /// @param seed of how its octets are cut
    /// @param start wall time at nanosecond 0
    public SimulatedReader(
            ReaderTraits traits, Supplier<TagOnAir> traffic, long seed, Instant start) {
        this.traits = traits;
        this.traffic = traffic;
        this.start = start;
        this.memory = new ReaderMemory(traits);
        this.output = new ReaderOutput(traits.output(), seed);
    }

    /// Whether it takes connections now.
    public boolean isUp(long now) {
        return now >= bootedNanos;
    }

    private Optional<Timestamp> time() {
        long sinceBoot = (nowNanos - bootedNanos) / NANOS_PER_MICRO;
        return Optional.of(
                traits.hasClock()
                        ? new Timestamp(true, utcMicros(nowNanos))
                        : new Timestamp(false, Math.max(0, sinceBoot)));
    }

    private long utcMicros(long nanos) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, start)
                + nanos / NANOS_PER_MICRO
                + traits.clockAheadMs() * NANOS_PER_MICRO;
    }

    /// A client connects.
    ///
    /// @return false when another one is there; it was told and its line closed
    public boolean connect(Line line, long now) {
        nowNanos = now;
        if (client != null) {
            refusedClients++;
            line.send(
                    event(new ConnectionAttempt(ConnectionAttempt.CLIENT_INITIATED_EXISTS))
                            .frame(LlrpFrame.VERSION_1, 0)
                            .encode());
            line.close();
            tell(new ConnectionAttempt(ConnectionAttempt.ANOTHER_ATTEMPTED));
            return false;
        }
        connections++;
        client = line;
        stream = new LlrpStream();
        version = LlrpFrame.VERSION_1;
        unacknowledged = 0;
        lastKeepaliveNanos = now;
        holding = memory.holds();
        silent = false;
        sendNow(event(new ConnectionAttempt(ConnectionAttempt.SUCCESS)), 0);
        return true;
    }

    /// The client's connection is gone.
    public void disconnected(Line line) {
        if (line.equals(client)) {
            client = null;
            output.discard();
        }
    }

    /// Octets of the client.
    public void octets(Line line, byte[] octets, long now) {
        nowNanos = now;
        if (!line.equals(client) || silent) {
            return;
        }
        if (stream.feed(octets, this::frame).isPresent()) {
            faults++;
            end();
        }
        flush();
    }

    private void end() {
        Line line = client;
        client = null;
        output.discard();
        if (line != null) {
            line.close();
        }
    }

    private void frame(LlrpFrame frame) {
        switch (LlrpMessage.decode(frame, new DecodeNotes())) {
            case Decoded.Message<LlrpMessage>(LlrpMessage message) -> take(frame, message);
            case Decoded.Rejected<LlrpMessage> _ -> {
                faults++;
                error(LlrpStatus.PARAMETER_ERROR_CODE, frame.messageId());
            }
        }
    }

    private void take(LlrpFrame frame, LlrpMessage message) {
        requests++;
        boolean old = !traits.version2();
        boolean ofVersion2 =
                message instanceof LlrpMessage.SetVersion
                        || message.equals(new Bare(MessageType.GET_SUPPORTED_VERSION));
        if (old && (frame.version() > LlrpFrame.VERSION_1 || ofVersion2)) {
            error(LlrpStatus.UNSUPPORTED_VERSION, frame.messageId());
            return;
        }
        switch (message) {
            case Bare(MessageType kind) -> bare(kind, frame.messageId());
            case LlrpMessage.SetVersion(int wanted) -> {
                boolean known = wanted == LlrpFrame.VERSION_1 || wanted == LlrpFrame.VERSION_2;
                answer(
                        new LlrpMessage.Outcome(
                                MessageType.SET_PROTOCOL_VERSION_RESPONSE,
                                known
                                        ? LlrpStatus.SUCCESS
                                        : LlrpStatus.of(LlrpStatus.UNSUPPORTED_VERSION, "")),
                        frame);
                version = known ? wanted : version;
            }
            default ->
                    memory.answer(message)
                            .ifPresentOrElse(
                                    reply -> answer(reply, frame),
                                    () -> {
                                        faults++;
                                        error(LlrpStatus.UNSUPPORTED_MESSAGE, frame.messageId());
                                    });
        }
        memory.takeRunEvents().forEach(this::tell);
    }

    private void bare(MessageType kind, long messageId) {
        switch (kind) {
            case KEEPALIVE_ACK -> unacknowledged = 0;
            case ENABLE_EVENTS_AND_REPORTS -> {
                holding = false;
                drain();
            }
            case GET_REPORT -> {
                if (buffer.isEmpty()) {
                    sendNow(new Report(List.of(), List.of()), messageId);
                }
                drain();
            }
            case GET_SUPPORTED_VERSION ->
                    sendNow(
                            new LlrpMessage.SupportedVersion(
                                    version, LlrpFrame.VERSION_2, LlrpStatus.SUCCESS),
                            messageId,
                            LlrpFrame.VERSION_2);
            case CLOSE_CONNECTION -> {
                sendNow(
                        new LlrpMessage.Outcome(
                                MessageType.CLOSE_CONNECTION_RESPONSE, LlrpStatus.SUCCESS),
                        messageId);
                flush();
                end();
            }
            default ->
                    memory.answer(new Bare(kind))
                            .ifPresentOrElse(
                                    reply -> sendNow(reply, messageId),
                                    () -> error(LlrpStatus.UNSUPPORTED_MESSAGE, messageId));
        }
    }

    private void error(int code, long messageId) {
        sendNow(
                new LlrpMessage.Outcome(
                        MessageType.ERROR_MESSAGE, LlrpStatus.of(code, "not possible")),
                messageId);
    }

    private void answer(LlrpMessage reply, LlrpFrame asked) {
        boolean flawed =
                traits.wrongAnswerType()
                        && reply.type() == MessageType.START_ROSPEC_RESPONSE.number();
        LlrpMessage sent =
                flawed && reply instanceof LlrpMessage.Outcome(var _, LlrpStatus status)
                        ? new LlrpMessage.Outcome(MessageType.ENABLE_ROSPEC_RESPONSE, status)
                        : reply;
        sendNow(sent, asked.messageId(), asked.version());
    }

    private Events event(ReaderEvent event) {
        return new Events(time(), List.of(event));
    }

    /// Tells the client, if there is one and it wants to hear of such things.
    private void tell(ReaderEvent event) {
        if (client != null && memory.tells(event)) {
            sendNow(event(event), nextEventId++);
        }
    }

    private void sendNow(LlrpMessage message, long messageId) {
        sendNow(message, messageId, version);
    }

    private void sendNow(LlrpMessage message, long messageId, int inVersion) {
        if (client != null && !silent) {
            output.add(message.frame(inVersion, messageId).encode());
        }
    }

    private void flush() {
        Line line = client;
        if (line != null && !silent) {
            output.flush(line::send);
        }
    }

    /// Does what time brings.
    public void tick(long now) {
        nowNanos = now;
        if (!isUp(now)) {
            return;
        }
        readTags(now);
        keepAlive(now);
        flush();
    }

    private void readTags(long now) {
        for (int taken = 0; taken < READS_A_TICK; taken++) {
            TagOnAir read = next == null ? traffic.get() : next;
            if (read.atNanos() > now) {
                next = read;
                return;
            }
            next = null;
            hear(read);
        }
    }

    /// A tag comes before an antenna, besides those of the traffic.
    public void sees(TagOnAir read, long now) {
        nowNanos = now;
        hear(read);
        flush();
    }

    private void hear(TagOnAir read) {
        boolean heard = memory.reading(read.antenna()) && !(antennaLost && read.antenna() == 1);
        if (heard) {
            reads++;
            report(read);
        }
    }

    private void report(TagOnAir read) {
        long sinceBoot = Math.max(0, read.atNanos() - bootedNanos) / NANOS_PER_MICRO;
        TagReport tag =
                memory.report(
                        read,
                        traits.hasClock() ? utcMicros(read.atNanos()) : sinceBoot,
                        traits.hasClock());
        if (client != null && !holding && !silent) {
            sendReport(tag);
        } else if (buffer.size() < traits.bufferLimit()) {
            buffer.addLast(tag);
            int percent = 100 * buffer.size() / traits.bufferLimit();
            if (percent > 80 && !warned) {
                warned = true;
                tell(new ReaderEvent.BufferLevel(percent));
            }
        } else {
            lost++;
            overflowed = true;
        }
    }

    private void sendReport(TagReport tag) {
        reported++;
        sendNow(new Report(List.of(tag), List.of()), nextEventId++);
    }

    private void drain() {
        while (!buffer.isEmpty()) {
            sendReport(buffer.removeFirst());
        }
        warned = false;
        if (overflowed) {
            overflowed = false;
            tell(new ReaderEvent.BufferOverflow());
        }
    }

    private void keepAlive(long now) {
        long period = memory.keepaliveMs() * 1_000_000L;
        if (client == null || period == 0 || now - lastKeepaliveNanos < period) {
            return;
        }
        lastKeepaliveNanos = now;
        if (unacknowledged >= MISSED_ACKS) {
            missedAcks += unacknowledged;
            end();
            return;
        }
        unacknowledged++;
        sendNow(new Bare(MessageType.KEEPALIVE), nextEventId++);
    }

    /// Something happens to it.
    public void mishap(ReaderMishap mishap, long now) {
        nowNanos = now;
        switch (mishap) {
            case RESTART -> restart();
            case CONNECTION_LOST -> end();
            case ANNOUNCED_CLOSE -> {
                tell(new ReaderEvent.ConnectionClose());
                flush();
                end();
            }
            case ANTENNA -> {
                antennaLost = !antennaLost;
                tell(new ReaderEvent.Antenna(!antennaLost, 1));
            }
            case INPUT -> {
                input = !input;
                tell(new ReaderEvent.Gpi(1, input));
            }
            case OVERFLOW -> tell(new ReaderEvent.BufferOverflow());
            case FILLING -> tell(new ReaderEvent.BufferLevel(85));
            case EXCEPTION ->
                    tell(
                            new ReaderEvent.ReaderException(
                                    "over temperature", Map.of(Tv.ANTENNA_ID, 1L)));
            case MALFORMED -> malformed();
            case SECOND_CLIENT -> tell(new ConnectionAttempt(ConnectionAttempt.ANOTHER_ATTEMPTED));
            case READING_ENDS -> {
                memory.endReading();
                memory.takeRunEvents().forEach(this::tell);
            }
            case SILENT -> silent = true;
        }
        flush();
    }

    /// Half a report, and then nothing more.
    private void restart() {
        Line line = client;
        if (line != null) {
            output.flush(line::send);
            byte[] half =
                    new Report(List.of(), List.of(new Custom(1, 1, Octets.of(new byte[64]))))
                            .frame(version, nextEventId++)
                            .encode();
            line.send(Arrays.copyOf(half, half.length / 2));
        }
        end();
        lost += buffer.size();
        buffer.clear();
        memory.reset();
        bootedNanos = nowNanos + BOOT_NANOS;
        antennaLost = false;
    }

    private void malformed() {
        for (String body :
                List.of(
                        "00F00003", // a length below the least
                        "00F00040000000000000", // beyond the message
                        "00F00007E40000", // an unknown short type
                        "00F0000C00F1000802000102")) { // more bits than octets
            output.add(
                    new LlrpFrame(
                                    version,
                                    MessageType.RO_ACCESS_REPORT.number(),
                                    nextEventId++,
                                    Octets.ofHex(body))
                            .encode());
        }
        output.add(new LlrpFrame(version, 777, nextEventId++, Octets.of(new byte[20])).encode());
    }

    /// Reports that it keeps.
    public int buffered() {
        return buffer.size();
    }

    /// Whether a client is there.
    public boolean connected() {
        return client != null;
    }

    /// Counts so far.
    public ReaderCounts counts() {
        return new ReaderCounts(
                connections, refusedClients, reads, reported, lost, missedAcks, requests, faults);
    }
}
