package dev.gatehouse.protocols.llrp;

import dev.gatehouse.protocols.Octets;

/// A parameter of a maker's own: 1023.
///
/// @param vendor private enterprise number (IANA)
/// @param subtype the maker's
/// @param data not read here
public record Custom(long vendor, long subtype, Octets data) {

    public Custom {
        Range.u32("custom parameter", vendor, subtype);
    }

    static Custom read(LlrpReader in) {
        return new Custom(in.u32(), in.u32(), in.rest());
    }

    void write(LlrpWriter out) {
        out.tlv(ParameterType.CUSTOM, custom -> custom.u32(vendor).u32(subtype).octets(data));
    }
}
