package dev.gatehouse.protocols.dmr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.data.Assembly;
import dev.gatehouse.protocols.dmr.data.DataHeader;
import dev.gatehouse.protocols.dmr.data.Packet;
import dev.gatehouse.protocols.dmr.data.UserData;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.MultiBlockControl;
import dev.gatehouse.protocols.dmr.link.PiHeader;
import dev.gatehouse.protocols.dmr.link.ReverseChannel;
import dev.gatehouse.protocols.dmr.link.TalkerAlias;
import dev.gatehouse.protocols.dmr.link.UnifiedData;
import dev.gatehouse.protocols.dmr.link.VoiceErrors;

/// What a receiver of one slot makes of a burst, see [SlotReader].
public sealed interface Heard {

    /// A call begins, or its header is repeated.
    record CallHeader(Checked<LinkControl> control) implements Heard {}

    /// Link control within the speech: who speaks, for whoever missed the header; position; parts
    /// of an alias. Unverified: five check bits.
    record Embedded(Checked<LinkControl> control) implements Heard {}

    /// 60 ms of speech.
    ///
    /// @param place A to F in the superframe
    /// @param anchored a header, a sync or embedded control told before that this is a call; else
    ///   noise looks like this once in four
    record Speech(char place, VoiceErrors errors, boolean anchored) implements Heard {}

    /// The same speech once more: the network sent a burst twice.
    record RepeatedSpeech() implements Heard {}

    /// A call or a transmission of data ends.
    record Terminator(Checked<LinkControl> control) implements Heard {}

    /// The speech that follows is encrypted.
    record Privacy(Checked<PiHeader> header) implements Heard {}

    /// What the speaker calls itself, complete.
    record Alias(TalkerAlias alias) implements Heard {}

    /// The listener's channel to the speaker.
    record Reverse(Checked<ReverseChannel> command) implements Heard {}

    /// A control block.
    record Control(Checked<Csbk> block) implements Heard {}

    /// A control message of several blocks.
    record LongControl(Checked<MultiBlockControl> message) implements Heard {}

    /// A packet begins.
    record PacketHeader(Checked<DataHeader> header) implements Heard {}

    /// A packet is complete; its fragments joined where it had some.
    ///
    /// @param duplicate came before within seconds: answer, and do nothing more
    /// @param content what it says, or why that cannot be told
    record Message(Packet packet, boolean duplicate, Decoded<UserData> content) implements Heard {}

    /// What became of a packet, its answer included; a [Message] follows where it is whole.
    record PacketEnd(Assembly assembly) implements Heard {}

    /// A single block of unified data.
    record Unified(Checked<UnifiedData> data) implements Heard {}

    /// Nothing is said.
    record Idle() implements Heard {}

    /// Something that could not be read.
    record Unreadable(RejectReason reason, String detail) implements Heard {}
}
