package dev.gatehouse.protocols.llrp;

import java.util.OptionalInt;

/// When reports come, and what is in them: parameter 237 with 238 and 348.
///
/// @param trigger see the constants; LLRP 1.1 has 3 to 6 for times
/// @param n tags, or a time, after which one comes; 0 only at the end
/// @param content bits of [TagContent]
/// @param epcMemory what of the tag's own words: 80 CRC, 40 PC, 20 XPC; absent for none of them
public record RoReportSpec(int trigger, int n, int content, OptionalInt epcMemory) {

    public static final int NEVER = 0;
    public static final int N_TAGS_OR_END_OF_AI_SPEC = 1;
    public static final int N_TAGS_OR_END_OF_RO_SPEC = 2;

    /// Bits of the content.
    public static final class TagContent {
        public static final int RO_SPEC_ID = 0x8000;
        public static final int SPEC_INDEX = 0x4000;
        public static final int INVENTORY_PARAMETER_SPEC_ID = 0x2000;
        public static final int ANTENNA_ID = 0x1000;
        public static final int CHANNEL_INDEX = 0x0800;
        public static final int PEAK_RSSI = 0x0400;
        public static final int FIRST_SEEN = 0x0200;
        public static final int LAST_SEEN = 0x0100;
        public static final int TAG_SEEN_COUNT = 0x0080;
        public static final int ACCESS_SPEC_ID = 0x0040;

        private TagContent() {}
    }

    public RoReportSpec {
        Range.u8("report trigger", trigger);
        Range.u16("report content", n, content);
        epcMemory.ifPresent(bits -> Range.u8("EPC memory", bits));
    }

    static RoReportSpec read(LlrpReader in) {
        int trigger = in.u8();
        int n = in.u16();
        int content = 0;
        OptionalInt memory = OptionalInt.empty();
        for (LlrpReader next = in.next(); next != null; next = in.next()) {
            if (!next.is(ParameterType.TAG_REPORT_CONTENT_SELECTOR)) {
                next.unknown();
                continue;
            }
            content = next.u16();
            for (LlrpReader inner = next.next(); inner != null; inner = next.next()) {
                if (inner.is(ParameterType.C1G2_EPC_MEMORY_SELECTOR)) {
                    memory = OptionalInt.of(inner.u8());
                    inner.done();
                } else {
                    inner.unknown();
                }
            }
        }
        return new RoReportSpec(trigger, n, content, memory);
    }

    void write(LlrpWriter out) {
        out.tlv(
                ParameterType.RO_REPORT_SPEC,
                spec ->
                        spec.u8(trigger)
                                .u16(n)
                                .tlv(
                                        ParameterType.TAG_REPORT_CONTENT_SELECTOR,
                                        selector -> {
                                            selector.u16(content);
                                            epcMemory.ifPresent(bits ->
                                                    selector.tlv(
                                                            ParameterType.C1G2_EPC_MEMORY_SELECTOR,
                                                            memory -> memory.u8(bits)));
                                        }));
    }
}
