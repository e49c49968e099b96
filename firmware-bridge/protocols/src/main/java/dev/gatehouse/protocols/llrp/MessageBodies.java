package dev.gatehouse.protocols.llrp;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.llrp.LlrpMessage.AddRoSpec;
import dev.gatehouse.protocols.llrp.LlrpMessage.Bare;
import dev.gatehouse.protocols.llrp.LlrpMessage.CapabilitiesAnswer;
import dev.gatehouse.protocols.llrp.LlrpMessage.ConfigAnswer;
import dev.gatehouse.protocols.llrp.LlrpMessage.CustomMessage;
import dev.gatehouse.protocols.llrp.LlrpMessage.Events;
import dev.gatehouse.protocols.llrp.LlrpMessage.GetCapabilities;
import dev.gatehouse.protocols.llrp.LlrpMessage.GetConfig;
import dev.gatehouse.protocols.llrp.LlrpMessage.Outcome;
import dev.gatehouse.protocols.llrp.LlrpMessage.Report;
import dev.gatehouse.protocols.llrp.LlrpMessage.RoSpecsAnswer;
import dev.gatehouse.protocols.llrp.LlrpMessage.SetConfig;
import dev.gatehouse.protocols.llrp.LlrpMessage.SetVersion;
import dev.gatehouse.protocols.llrp.LlrpMessage.SpecOrder;
import dev.gatehouse.protocols.llrp.LlrpMessage.SupportedVersion;
import dev.gatehouse.protocols.llrp.LlrpMessage.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Bodies of messages, read and written.
final class MessageBodies {

    private MessageBodies() {}

    static Decoded<LlrpMessage> read(LlrpFrame frame, DecodeNotes notes) {
        LlrpReader in = new LlrpReader(frame.body(), notes);
        LlrpMessage message =
                MessageType.of(frame.type())
                        .map(type -> read(type, in))
                        .orElseGet(() -> new Unread(frame.type(), in.rest()));
        Optional<LlrpReader.Fault> fault = in.fault();
        return fault.isPresent()
                ? Decoded.rejected(fault.get().reason(), fault.get().detail())
                : Decoded.message(message);
    }

    private static LlrpMessage read(MessageType type, LlrpReader in) {
        return switch (MessageShape.of(type)) {
            case BARE -> {
                in.done();
                yield new Bare(type);
            }
            case SPEC_ORDER -> {
                SpecOrder order = new SpecOrder(type, in.u32());
                in.done();
                yield order;
            }
            case STATUS -> new Outcome(type, status(in, _ -> false));
            case OWN -> own(type, in);
            case UNREAD -> new Unread(type.number(), in.rest());
        };
    }

    private static LlrpMessage own(MessageType type, LlrpReader in) {
        return switch (type) {
            case GET_READER_CAPABILITIES -> {
                GetCapabilities asked = new GetCapabilities(in.u8());
                in.skipParameters();
                yield asked;
            }
            case GET_READER_CAPABILITIES_RESPONSE -> capabilities(in);
            case GET_READER_CONFIG -> {
                GetConfig asked = new GetConfig(in.u16(), in.u8(), in.u16(), in.u16());
                in.skipParameters();
                yield asked;
            }
            case GET_READER_CONFIG_RESPONSE -> {
                List<ReaderSetting> settings = new ArrayList<>();
                LlrpStatus status =
                        status(
                                in,
                                next -> {
                                    ReaderSetting.read(next).ifPresent(settings::add);
                                    return true;
                                });
                yield new ConfigAnswer(status, settings);
            }
            case SET_READER_CONFIG -> new SetConfig(in.flag(), ReaderSetting.readAll(in));
            case ADD_ROSPEC -> addRoSpec(in);
            case GET_ROSPECS_RESPONSE -> {
                List<RoSpec> specs = new ArrayList<>();
                LlrpStatus status =
                        status(
                                in,
                                next ->
                                        next.is(ParameterType.RO_SPEC)
                                                && specs.add(RoSpec.read(next)));
                yield new RoSpecsAnswer(status, specs);
            }
            case GET_SUPPORTED_VERSION_RESPONSE ->
                    new SupportedVersion(in.u8(), in.u8(), status(in, _ -> false));
            case SET_PROTOCOL_VERSION -> {
                SetVersion asked = new SetVersion(in.u8());
                in.done();
                yield asked;
            }
            case RO_ACCESS_REPORT -> report(in);
            case READER_EVENT_NOTIFICATION -> events(in);
            case CUSTOM_MESSAGE -> new CustomMessage(in.u32(), in.u8(), in.rest());
            // the other shapes were read before
            default -> throw new IllegalStateException(type + " has no body of its own");
        };
    }

    /// Takes what stands beside a status.
    private interface Beside {
        /// False when it is not known.
        boolean take(LlrpReader next);
    }

    private static LlrpStatus status(LlrpReader in, Beside beside) {
        LlrpStatus status = null;
        for (LlrpReader next = in.next(); next != null; next = in.next()) {
            if (next.is(ParameterType.LLRP_STATUS) && status == null) {
                status = LlrpStatus.read(next);
            } else if (!beside.take(next)) {
                next.unknown();
            }
        }
        if (status == null) {
            in.fail(RejectReason.MISSING_FIELD, "LLRP answer: expected a status");
            return LlrpStatus.of(LlrpStatus.DEVICE_ERROR, "");
        }
        return status;
    }

    private static LlrpMessage capabilities(LlrpReader in) {
        List<Capabilities.General> general = new ArrayList<>();
        List<Capabilities.Llrp> llrp = new ArrayList<>();
        LlrpStatus status =
                status(
                        in,
                        next -> {
                            if (next.is(ParameterType.GENERAL_DEVICE_CAPABILITIES)) {
                                return general.add(Capabilities.General.read(next));
                            }
                            return next.is(ParameterType.LLRP_CAPABILITIES)
                                    && llrp.add(Capabilities.Llrp.read(next));
                        });
        return new CapabilitiesAnswer(
                status, new Capabilities(general.stream().findFirst(), llrp.stream().findFirst()));
    }

    private static LlrpMessage addRoSpec(LlrpReader in) {
        RoSpec spec = null;
        for (LlrpReader next = in.next(); next != null; next = in.next()) {
            if (next.is(ParameterType.RO_SPEC) && spec == null) {
                spec = RoSpec.read(next);
            } else {
                next.unknown();
            }
        }
        if (spec == null) {
            in.fail(RejectReason.MISSING_FIELD, "ADD_ROSPEC: expected a ROSpec");
            return new Unread(MessageType.CLIENT_REQUEST_OP.number(), in.rest());
        }
        return new AddRoSpec(spec);
    }

    private static LlrpMessage report(LlrpReader in) {
        List<TagReport> tags = new ArrayList<>();
        List<Custom> custom = new ArrayList<>();
        for (LlrpReader next = in.next(); next != null; next = in.next()) {
            if (next.is(ParameterType.TAG_REPORT_DATA)) {
                Optional<TagReport> tag =
                        tags.size() < LlrpMessage.MAX_TAGS
                                ? TagReport.read(next)
                                : Optional.empty();
                tag.ifPresentOrElse(tags::add, in::droppedTag);
            } else if (next.is(ParameterType.CUSTOM)) {
                custom.add(Custom.read(next));
            } else {
                next.unknown();
            }
        }
        return new Report(tags, custom);
    }

    private static LlrpMessage events(LlrpReader in) {
        Timestamp at = null;
        List<ReaderEvent> events = new ArrayList<>();
        boolean data = false;
        for (LlrpReader next = in.next(); next != null; next = in.next()) {
            if (!next.is(ParameterType.READER_EVENT_NOTIFICATION_DATA) || data) {
                next.unknown();
                continue;
            }
            data = true;
            for (LlrpReader one = next.next(); one != null; one = next.next()) {
                if (Timestamp.is(one) && at == null) {
                    at = Timestamp.read(one);
                } else {
                    ReaderEvent.read(one).ifPresent(events::add);
                }
            }
        }
        if (!data) {
            in.fail(RejectReason.MISSING_FIELD, "notification: expected its data");
        }
        return new Events(Optional.ofNullable(at), events);
    }

    static void write(LlrpMessage message, LlrpWriter out) {
        switch (message) {
            case Bare _ -> {}
            case SpecOrder order -> out.u32(order.specId());
            case Outcome outcome -> outcome.status().write(out);
            case GetCapabilities asked -> out.u8(asked.requested());
            case CapabilitiesAnswer answer -> {
                answer.status().write(out);
                answer.capabilities().write(out);
            }
            case GetConfig(int antenna, int requested, int gpi, int gpo) ->
                    out.u16(antenna).u8(requested).u16(gpi).u16(gpo);
            case ConfigAnswer answer -> {
                answer.status().write(out);
                answer.settings().forEach(setting -> setting.write(out));
            }
            case SetConfig set -> {
                out.flag(set.reset());
                set.settings().forEach(setting -> setting.write(out));
            }
            case AddRoSpec add -> add.spec().write(out);
            case RoSpecsAnswer answer -> {
                answer.status().write(out);
                answer.specs().forEach(spec -> spec.write(out));
            }
            case SupportedVersion answer -> {
                out.u8(answer.current()).u8(answer.supported());
                answer.status().write(out);
            }
            case SetVersion set -> out.u8(set.version());
            case Report report -> {
                report.tags().forEach(tag -> tag.write(out));
                report.custom().forEach(one -> one.write(out));
            }
            case Events events ->
                    out.tlv(
                            ParameterType.READER_EVENT_NOTIFICATION_DATA,
                            data -> {
                                events.at().ifPresent(at -> at.write(data));
                                events.events().forEach(event -> event.write(data));
                            });
            case CustomMessage custom ->
                    out.u32(custom.vendor()).u8(custom.subtype()).octets(custom.data());
            case Unread unread -> out.octets(unread.body());
        }
    }
}
