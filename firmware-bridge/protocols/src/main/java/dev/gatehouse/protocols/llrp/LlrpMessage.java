package dev.gatehouse.protocols.llrp;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import java.util.List;
import java.util.Optional;

/// What is in a message (section 2). Messages of one shape share a record that says which it is;
/// those that are never used here keep their octets unread.
public sealed interface LlrpMessage {

    /// Tags of one report; those beyond are dropped and counted.
    int MAX_TAGS = 4_096;

    /// On the wire.
    int type();

    /// A message without a body: GET_ROSPECS, GET_ACCESSSPECS, GET_SUPPORTED_VERSION, GET_REPORT,
    /// KEEPALIVE, KEEPALIVE_ACK, ENABLE_EVENTS_AND_REPORTS, CLOSE_CONNECTION.
    record Bare(MessageType kind) implements LlrpMessage {
        public Bare {
            require(kind, MessageShape.BARE);
        }

        @Override
        public int type() {
            return kind.number();
        }
    }

    /// An order about one spec or, with 0, all: DELETE, START, STOP, ENABLE, DISABLE.
    record SpecOrder(MessageType kind, long specId) implements LlrpMessage {
        public SpecOrder {
            require(kind, MessageShape.SPEC_ORDER);
            Range.u32("spec id", specId);
        }

        @Override
        public int type() {
            return kind.number();
        }
    }

    /// An answer that is a status and nothing else; also ERROR_MESSAGE.
    record Outcome(MessageType kind, LlrpStatus status) implements LlrpMessage {
        public Outcome {
            require(kind, MessageShape.STATUS);
        }

        @Override
        public int type() {
            return kind.number();
        }
    }

    /// What of the capabilities is wanted.
    ///
    /// @param requested 0 all, 1 general, 2 LLRP, 3 regulatory, 4 air protocol
    record GetCapabilities(int requested) implements LlrpMessage {
        public GetCapabilities {
            Range.u8("requested", requested);
        }

        @Override
        public int type() {
            return MessageType.GET_READER_CAPABILITIES.number();
        }
    }

    /// What the reader can do.
    record CapabilitiesAnswer(LlrpStatus status, Capabilities capabilities) implements LlrpMessage {
        @Override
        public int type() {
            return MessageType.GET_READER_CAPABILITIES_RESPONSE.number();
        }
    }

    /// What of the configuration is wanted.
    ///
    /// @param requested 0 all, 1 identification, 7 configuration state, the rest in section 2
    record GetConfig(int antenna, int requested, int gpiPort, int gpoPort) implements LlrpMessage {
        public static final int IDENTIFICATION = 1;
        public static final int CONFIGURATION_STATE = 7;

        public GetConfig {
            Range.u16("configuration", antenna, gpiPort, gpoPort);
            Range.u8("requested", requested);
        }

        /// Of the whole reader.
        public static GetConfig of(int requested) {
            return new GetConfig(0, requested, 0, 0);
        }

        @Override
        public int type() {
            return MessageType.GET_READER_CONFIG.number();
        }
    }

    /// The configuration that was asked for.
    record ConfigAnswer(LlrpStatus status, List<ReaderSetting> settings) implements LlrpMessage {
        public ConfigAnswer {
            settings = List.copyOf(settings);
        }

        @Override
        public int type() {
            return MessageType.GET_READER_CONFIG_RESPONSE.number();
        }
    }

    /// Sets what is named and leaves the rest.
    ///
    /// @param reset to the factory's settings before; may drop regulatory settings
    record SetConfig(boolean reset, List<ReaderSetting> settings) implements LlrpMessage {
        public SetConfig {
            settings = List.copyOf(settings);
        }

        @Override
        public int type() {
            return MessageType.SET_READER_CONFIG.number();
        }
    }

    /// Gives the reader a ROSpec.
    record AddRoSpec(RoSpec spec) implements LlrpMessage {
        @Override
        public int type() {
            return MessageType.ADD_ROSPEC.number();
        }
    }

    /// The ROSpecs that a reader has.
    record RoSpecsAnswer(LlrpStatus status, List<RoSpec> specs) implements LlrpMessage {
        public RoSpecsAnswer {
            specs = List.copyOf(specs);
        }

        @Override
        public int type() {
            return MessageType.GET_ROSPECS_RESPONSE.number();
        }
    }

    /// Versions of the protocol that a reader knows.
    record SupportedVersion(int current, int supported, LlrpStatus status) implements LlrpMessage {
        public SupportedVersion {
            Range.u8("version", current, supported);
        }

        @Override
        public int type() {
            return MessageType.GET_SUPPORTED_VERSION_RESPONSE.number();
        }
    }

    /// Chooses a version.
    record SetVersion(int version) implements LlrpMessage {
        public SetVersion {
            Range.u8("version", version);
        }

        @Override
        public int type() {
            return MessageType.SET_PROTOCOL_VERSION.number();
        }
    }

    /// Tags. Surveys of the band are skipped.
    record Report(List<TagReport> tags, List<Custom> custom) implements LlrpMessage {
        public Report {
            tags = List.copyOf(tags);
            custom = List.copyOf(custom);
            if (tags.size() > MAX_TAGS) {
                throw new IllegalArgumentException(
                        "report: expected at most " + MAX_TAGS + " tags, found " + tags.size());
            }
        }

        @Override
        public int type() {
            return MessageType.RO_ACCESS_REPORT.number();
        }

        @Override
        public String toString() {
            return "Report[" + tags.size() + " tags]";
        }
    }

    /// What a reader tells of itself.
    ///
    /// @param at by the reader's clock; every reader should say
    record Events(Optional<Timestamp> at, List<ReaderEvent> events) implements LlrpMessage {
        public Events {
            events = List.copyOf(events);
        }

        @Override
        public int type() {
            return MessageType.READER_EVENT_NOTIFICATION.number();
        }
    }

    /// A message of a maker's own.
    record CustomMessage(long vendor, int subtype, Octets data) implements LlrpMessage {
        public CustomMessage {
            Range.u32("vendor", vendor);
            Range.u8("subtype", subtype);
        }

        @Override
        public int type() {
            return MessageType.CUSTOM_MESSAGE.number();
        }
    }

    /// A message that is not used here, or that nobody defined.
    record Unread(int type, Octets body) implements LlrpMessage {
        public Unread {
            if (MessageShape.of(type) != MessageShape.UNREAD) {
                throw new IllegalArgumentException("type " + type + " has a record of its own");
            }
        }
    }

    private static void require(MessageType kind, MessageShape shape) {
        if (MessageShape.of(kind.number()) != shape) {
            throw new IllegalArgumentException(kind + " is no message of the shape " + shape);
        }
    }

    /// The reader's or client's KEEPALIVE and so on, with the header it needs.
    default LlrpFrame frame(int version, long messageId) {
        return new LlrpFrame(
                version, type(), messageId, LlrpWriter.of(out -> MessageBodies.write(this, out)));
    }

    /// Reads a message.
    ///
    /// @param notes counts what was left out of it
    static Decoded<LlrpMessage> decode(LlrpFrame frame, DecodeNotes notes) {
        return MessageBodies.read(frame, notes);
    }
}
