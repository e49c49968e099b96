package dev.gatehouse.protocols.llrp;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Something that a reader tells of itself: the parameters 247 to 257.
public sealed interface ReaderEvent {

    /// The frequency changes.
    record Hopping(int table, int nextChannel) implements ReaderEvent {
        public Hopping {
            Range.u16("hopping event", table, nextChannel);
        }
    }

    /// An input of the reader.
    record Gpi(int port, boolean high) implements ReaderEvent {
        public Gpi {
            Range.u16("GPI event", port);
        }
    }

    /// A ROSpec began or ended.
    record RoSpecRun(int event, long roSpecId, long preemptingRoSpecId) implements ReaderEvent {
        public static final int STARTED = 0;
        public static final int ENDED = 1;
        public static final int PREEMPTED = 2;

        public RoSpecRun {
            Range.u8("ROSpec event", event);
            Range.u32("ROSpec event", roSpecId, preemptingRoSpecId);
        }
    }

    /// The buffer of reports fills.
    record BufferLevel(int percent) implements ReaderEvent {
        public BufferLevel {
            Range.u8("buffer level", percent);
        }
    }

    /// Reports were lost.
    record BufferOverflow() implements ReaderEvent {}

    /// Something is wrong with the reader.
    ///
    /// @param message for a technician, never logged
    /// @param numbers where it happened: antenna, ROSpec and so on
    record ReaderException(String message, Map<Tv, Long> numbers) implements ReaderEvent {
        public ReaderException {
            Map<Tv, Long> ordered = new EnumMap<>(Tv.class);
            ordered.putAll(numbers);
            numbers = Collections.unmodifiableMap(ordered);
        }

        @Override
        public String toString() {
            return "ReaderException[" + numbers + "]";
        }
    }

    /// A survey of the band began or ended.
    record RfSurvey(int event, long roSpecId, int specIndex) implements ReaderEvent {
        public RfSurvey {
            Range.u8("RF survey event", event);
            Range.u32("RF survey event", roSpecId);
            Range.u16("RF survey event", specIndex);
        }
    }

    /// An AISpec ended.
    record AiSpecEnd(int event, long roSpecId, int specIndex) implements ReaderEvent {
        public AiSpecEnd {
            Range.u8("AISpec event", event);
            Range.u32("AISpec event", roSpecId);
            Range.u16("AISpec event", specIndex);
        }
    }

    /// An antenna was lost or is there again.
    record Antenna(boolean connected, int antenna) implements ReaderEvent {
        public Antenna {
            Range.u16("antenna event", antenna);
        }
    }

    /// What became of an attempt to connect.
    record ConnectionAttempt(int status) implements ReaderEvent {
        public static final int SUCCESS = 0;

        /// A connection that the reader made exists.
        public static final int READER_INITIATED_EXISTS = 1;

        /// A connection that a client made exists.
        public static final int CLIENT_INITIATED_EXISTS = 2;

        public static final int FAILED = 3;

        /// Told on the live connection.
        public static final int ANOTHER_ATTEMPTED = 4;

        public ConnectionAttempt {
            Range.u16("connection attempt", status);
        }
    }

    /// The reader is about to close the connection.
    record ConnectionClose() implements ReaderEvent {}

    /// Empty for a parameter that is no event known here; it is counted.
    static Optional<ReaderEvent> read(LlrpReader in) {
        ReaderEvent event = null;
        if (in.is(ParameterType.HOPPING_EVENT)) {
            event = new Hopping(in.u16(), in.u16());
        } else if (in.is(ParameterType.GPI_EVENT)) {
            event = new Gpi(in.u16(), in.flag());
        } else if (in.is(ParameterType.RO_SPEC_EVENT)) {
            event = new RoSpecRun(in.u8(), in.u32(), in.u32());
        } else if (in.is(ParameterType.REPORT_BUFFER_LEVEL_WARNING)) {
            event = new BufferLevel(in.u8());
        } else if (in.is(ParameterType.REPORT_BUFFER_OVERFLOW_ERROR)) {
            event = new BufferOverflow();
        } else if (in.is(ParameterType.READER_EXCEPTION_EVENT)) {
            event = new ReaderException(in.text(), in.numbers());
        } else if (in.is(ParameterType.RF_SURVEY_EVENT)) {
            event = new RfSurvey(in.u8(), in.u32(), in.u16());
        } else if (in.is(ParameterType.AI_SPEC_EVENT)) {
            event = new AiSpecEnd(in.u8(), in.u32(), in.u16());
            in.skipParameters();
        } else if (in.is(ParameterType.ANTENNA_EVENT)) {
            event = new Antenna(in.u8() == 1, in.u16());
        } else if (in.is(ParameterType.CONNECTION_ATTEMPT_EVENT)) {
            event = new ConnectionAttempt(in.u16());
        } else if (in.is(ParameterType.CONNECTION_CLOSE_EVENT)) {
            event = new ConnectionClose();
        } else {
            in.unknown();
            return Optional.empty();
        }
        in.done();
        return Optional.of(event);
    }

    default void write(LlrpWriter out) {
        switch (this) {
            case Hopping(int table, int next) ->
                    out.tlv(ParameterType.HOPPING_EVENT, one -> one.u16(table).u16(next));
            case Gpi(int port, boolean high) ->
                    out.tlv(ParameterType.GPI_EVENT, one -> one.u16(port).flag(high));
            case RoSpecRun(int event, long id, long preempting) ->
                    out.tlv(
                            ParameterType.RO_SPEC_EVENT,
                            one -> one.u8(event).u32(id).u32(preempting));
            case BufferLevel(int percent) ->
                    out.tlv(ParameterType.REPORT_BUFFER_LEVEL_WARNING, one -> one.u8(percent));
            case BufferOverflow() -> out.tlv(ParameterType.REPORT_BUFFER_OVERFLOW_ERROR);
            case ReaderException(String message, Map<Tv, Long> numbers) ->
                    out.tlv(
                            ParameterType.READER_EXCEPTION_EVENT,
                            one -> one.text(message).numbers(numbers));
            case RfSurvey(int event, long id, int spec) ->
                    out.tlv(ParameterType.RF_SURVEY_EVENT, one -> one.u8(event).u32(id).u16(spec));
            case AiSpecEnd(int event, long id, int spec) ->
                    out.tlv(ParameterType.AI_SPEC_EVENT, one -> one.u8(event).u32(id).u16(spec));
            case Antenna(boolean connected, int antenna) ->
                    out.tlv(
                            ParameterType.ANTENNA_EVENT,
                            one -> one.u8(connected ? 1 : 0).u16(antenna));
            case ConnectionAttempt(int status) ->
                    out.tlv(ParameterType.CONNECTION_ATTEMPT_EVENT, one -> one.u16(status));
            case ConnectionClose() -> out.tlv(ParameterType.CONNECTION_CLOSE_EVENT);
        }
    }
}
