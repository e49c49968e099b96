package dev.gatehouse.protocols.llrp;

/// When something was, by the reader: parameter 128 or 129.
///
/// @param utc whether the reader has a clock; otherwise it counts from its start
/// @param micros since 1970 or since the reader's start, 64 bits
public record Timestamp(boolean utc, long micros) {

    static boolean is(LlrpReader in) {
        return in.is(ParameterType.UTC_TIMESTAMP) || in.is(ParameterType.UPTIME);
    }

    static Timestamp read(LlrpReader in) {
        Timestamp read = new Timestamp(in.is(ParameterType.UTC_TIMESTAMP), in.u64());
        in.done();
        return read;
    }

    void write(LlrpWriter out) {
        out.tlv(utc ? ParameterType.UTC_TIMESTAMP : ParameterType.UPTIME, time -> time.u64(micros));
    }
}
