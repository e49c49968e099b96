package dev.gatehouse.protocols.dmr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.data.Assembly;
import dev.gatehouse.protocols.dmr.data.DataHeader;
import dev.gatehouse.protocols.dmr.data.FragmentJoiner;
import dev.gatehouse.protocols.dmr.data.Packet;
import dev.gatehouse.protocols.dmr.data.PacketAssembler;
import dev.gatehouse.protocols.dmr.data.Rate;
import dev.gatehouse.protocols.dmr.data.UserData;
import dev.gatehouse.protocols.dmr.link.Burst;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.EmbeddedLcCollector;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.MultiBlockControl;
import dev.gatehouse.protocols.dmr.link.PiHeader;
import dev.gatehouse.protocols.dmr.link.ReverseChannel;
import dev.gatehouse.protocols.dmr.link.TalkerAliasBlock;
import dev.gatehouse.protocols.dmr.link.TalkerAliasCollector;
import dev.gatehouse.protocols.dmr.link.UnifiedData;
import dev.gatehouse.protocols.dmr.link.VoiceBurst;
import dev.gatehouse.protocols.dmr.link.VoiceErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Reads the bursts of one slot in the order they came and says what is heard. It remembers what a
/// burst alone does not tell: fragments of embedded link control, an alias, the packet whose blocks
/// are arriving, where in the superframe we are.
///
/// Time is the caller's and only ends things. Used by one thread; one reader for each slot of each
/// source, so that another's bursts are never mixed in.
public final class SlotReader {

    /// Silence after which a call has ended and nothing of it is kept: two superframes.
    public static final long CALL_GAP_MS = 720;

    private static final char NOWHERE = '-';

    private final PacketAssembler assembler;
    private final FragmentJoiner fragments = new FragmentJoiner();
    private final EmbeddedLcCollector embedded = new EmbeddedLcCollector();
    private final TalkerAliasCollector alias = new TalkerAliasCollector();
    private final List<Octets> continuations = new ArrayList<>();
    private Octets controlHeader = Octets.NONE;
    private byte[] lastSpeech = new byte[0];
    private char place = NOWHERE;
    private boolean anchored;
    private long lastMs = Long.MIN_VALUE;

    /// What one burst was and what it completed.
    ///
    /// @param burst as read, or why it is none
    /// @param heard in order; may be empty, as in the middle of a packet
    public record Reading(Decoded<? extends Burst> burst, List<Heard> heard) {
        public Reading {
            heard = List.copyOf(heard);
        }
    }

    public SlotReader(PacketAssembler.Limits limits) {
        assembler = new PacketAssembler(limits);
    }

    /// The next burst.
    public Reading read(byte[] octets, long nowMs) {
        List<Heard> heard = new ArrayList<>(tick(nowMs));
        lastMs = nowMs;
        Decoded<? extends Burst> decoded = Burst.decode(octets);
        switch (decoded) {
            case Decoded.Rejected<? extends Burst>(RejectReason reason, String detail) -> {
                heard.add(new Heard.Unreadable(reason, detail));
                embedded.clear();
                lastSpeech = new byte[0];
                packets(heard, assembler.busy() ? assembler.damagedBlock(nowMs) : List.of(), nowMs);
            }
            case Decoded.Message<? extends Burst>(Burst burst) -> {
                switch (burst) {
                    case DataBurst data -> data(data, heard, nowMs);
                    case VoiceBurst voice -> voice(voice, octets, heard, nowMs);
                }
            }
        }
        return new Reading(decoded, heard);
    }

    /// To be called now and then while nothing comes: ends what has waited too long.
    public List<Heard> tick(long nowMs) {
        List<Heard> heard = new ArrayList<>();
        if (lastMs != Long.MIN_VALUE && nowMs - lastMs > CALL_GAP_MS) {
            endCall();
        }
        packets(heard, assembler.tick(nowMs), nowMs);
        return heard;
    }

    private void endCall() {
        embedded.clear();
        alias.clear();
        lastSpeech = new byte[0];
        place = NOWHERE;
        anchored = false;
    }

    private void voice(VoiceBurst burst, byte[] octets, List<Heard> heard, long nowMs) {
        if (Arrays.equals(octets, lastSpeech)) {
            heard.add(new Heard.RepeatedSpeech());
            return;
        }
        switch (burst.centre()) {
            case VoiceBurst.First _ -> {
                anchored = true;
                place = 'A';
                embedded.clear();
            }
            case VoiceBurst.Following following -> {
                if (assembler.busy() && !anchored) {
                    // a block whose sync was lost: a few wrong bits make EMB of anything
                    heard.add(
                            new Heard.Unreadable(
                                    RejectReason.BAD_SYNTAX, "burst: no sync within a packet"));
                    packets(heard, assembler.damagedBlock(nowMs), nowMs);
                    return;
                }
                place = next(following);
                embedded(following, heard);
            }
        }
        lastSpeech = octets.clone();
        heard.add(new Heard.Speech(place, VoiceErrors.of(burst.voice()), anchored));
    }

    /// Which burst of the superframe it is, by what its fragment says; a lost A changes nothing.
    private char next(VoiceBurst.Following burst) {
        return switch (burst.emb().lcss()) {
            case FIRST -> 'B';
            case CONTINUATION -> place == 'C' ? 'D' : 'C';
            case LAST -> 'E';
            case SINGLE ->
                    burst.emb().reverseChannel() ? (char) Math.clamp(place + 1, 'B', 'F') : 'F';
        };
    }

    private void embedded(VoiceBurst.Following burst, List<Heard> heard) {
        if (burst.emb().reverseChannel()) {
            add(heard, ReverseChannel.decode(burst.fragment()), Heard.Reverse::new);
        }
        embedded.add(burst)
                .ifPresent(decoded -> {
                    add(heard, decoded, Heard.Embedded::new);
                    if (decoded
                            instanceof
                            Decoded.Message<Checked<LinkControl>>(Checked<LinkControl> control)) {
                        anchored = true;
                        part(control.value(), heard);
                    }
                });
    }

    private void part(LinkControl control, List<Heard> heard) {
        if (control instanceof TalkerAliasBlock block) {
            alias.add(block).ifPresent(whole -> heard.add(new Heard.Alias(whole)));
        }
    }

    private void data(DataBurst burst, List<Heard> heard, long nowMs) {
        DataType type = burst.slotType().dataType();
        int corrected = burst.correctedBits();
        Octets payload = burst.payload();
        if (type != DataType.MBC_CONTINUATION) {
            continuations.clear();
            controlHeader = type == DataType.MBC_HEADER ? payload : Octets.NONE;
        }
        boolean ofCall = type == DataType.VOICE_LC_HEADER || type == DataType.PI_HEADER;
        if (!ofCall) {
            endCall();
        }
        switch (type) {
            case VOICE_LC_HEADER -> {
                Decoded<Checked<LinkControl>> control = LinkControl.decode(burst);
                anchored |= control instanceof Decoded.Message;
                add(heard, control, Heard.CallHeader::new);
            }
            case TERMINATOR_WITH_LC -> add(heard, LinkControl.decode(burst), Heard.Terminator::new);
            case PI_HEADER -> add(heard, PiHeader.decode(payload, corrected), Heard.Privacy::new);
            case CSBK -> add(heard, Csbk.decode(payload, corrected), Heard.Control::new);
            case MBC_HEADER -> {
                if (MultiBlockControl.decodeHeader(payload)
                        instanceof
                        Decoded.Rejected<Csbk.Head>(RejectReason reason, String detail)) {
                    heard.add(new Heard.Unreadable(reason, detail));
                }
            }
            case MBC_CONTINUATION -> continuation(payload, corrected, heard);
            case DATA_HEADER -> header(payload, corrected, heard, nowMs);
            case RATE_1_2_DATA, RATE_3_4_DATA, RATE_1_DATA ->
                    packets(
                            heard,
                            assembler.block(Rate.of(type).orElseThrow(), payload, corrected, nowMs),
                            nowMs);
            case IDLE -> heard.add(new Heard.Idle());
            case UNIFIED_SINGLE_BLOCK ->
                    add(heard, UnifiedData.decode(payload, corrected), Heard.Unified::new);
            case RESERVED_12, RESERVED_13, RESERVED_14, RESERVED_15 ->
                    heard.add(
                            new Heard.Unreadable(
                                    RejectReason.UNSUPPORTED, "burst: reserved data type"));
        }
    }

    private void header(Octets payload, int corrected, List<Heard> heard, long nowMs) {
        Decoded<Checked<DataHeader>> decoded = DataHeader.decode(payload, corrected);
        add(heard, decoded, Heard.PacketHeader::new);
        if (decoded instanceof Decoded.Message<Checked<DataHeader>>(Checked<DataHeader> header)) {
            packets(heard, assembler.header(header.value(), corrected, nowMs), nowMs);
        } else if (assembler.busy()) {
            packets(heard, assembler.damagedBlock(nowMs), nowMs);
        }
    }

    private void continuation(Octets payload, int corrected, List<Heard> heard) {
        if (controlHeader.length() == 0
                || continuations.size() >= MultiBlockControl.MAX_CONTINUATIONS) {
            heard.add(
                    new Heard.Unreadable(
                            RejectReason.MISSING_FIELD, "MBC: continuation without a header"));
            return;
        }
        continuations.add(payload);
        if (MultiBlockControl.isLast(payload)) {
            add(
                    heard,
                    MultiBlockControl.decode(controlHeader, continuations, corrected),
                    Heard.LongControl::new);
            continuations.clear();
            controlHeader = Octets.NONE;
        }
    }

    private void packets(List<Heard> heard, List<Assembly> assemblies, long nowMs) {
        for (Assembly assembly : assemblies) {
            heard.add(new Heard.PacketEnd(assembly));
            if (assembly instanceof Assembly.Received received) {
                Packet packet = received.packet();
                fragments
                        .add(packet, nowMs)
                        .ifPresent(data ->
                                heard.add(
                                        new Heard.Message(
                                                packet,
                                                received.duplicate(),
                                                UserData.read(packet, data))));
            }
        }
    }

    private static <T> void add(List<Heard> heard, Decoded<T> decoded, Function<T, Heard> as) {
        heard.add(
                switch (decoded) {
                    case Decoded.Message<T>(T value) -> as.apply(value);
                    case Decoded.Rejected<T>(RejectReason reason, String detail) ->
                            new Heard.Unreadable(reason, detail);
                });
    }
}
