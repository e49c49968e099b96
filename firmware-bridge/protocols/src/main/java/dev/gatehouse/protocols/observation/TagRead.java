package dev.gatehouse.protocols.observation;

import dev.gatehouse.protocols.Octets;
import java.util.OptionalInt;

/// A transponder that an RFID reader saw (EPC Gen2; LLRP TagReportData).
///
/// @param epcBits length of the code, 1 to [#MAX_EPC_BITS]
/// @param epc the code, `ceil(epcBits / 8)` octets; clear only as far as the match, its keyed hash
///   from there on
/// @param antenna port of the reader, from 1; 0 where it does not tell
/// @param peakRssiDbm strongest signal of this observation
/// @param seen how often the reader saw it in this observation, at least 1
/// @param source the parser that ran, e.g. `LLRP`
public record TagRead(
        int epcBits, Octets epc, int antenna, OptionalInt peakRssiDbm, long seen, String source)
        implements Observation.InLane {
    /// Longest code that a tag's memory holds (EPC Gen2, 31 words).
    public static final int MAX_EPC_BITS = 496;

    public TagRead {
        if (epcBits < 1 || epcBits > MAX_EPC_BITS || epc.length() != (epcBits + 7) / 8) {
            throw new IllegalArgumentException(
                    "epc: expected 1.."
                            + MAX_EPC_BITS
                            + " bits and their octets, found "
                            + epcBits
                            + " and "
                            + epc.length());
        }
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "TagRead[bits=" + epcBits + ", antenna=" + antenna + ", content withheld]";
    }
}
