package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;

/// A control signalling block (clause 7.2, TS 102 361-2 clause 7.1.2).
///
/// ```
///  0: LB(1) PF(1) CSBKO(6)   1: FID   2..9: by opcode and FID   10..11: CRC-CCITT ^ A5A5
/// ```
///
/// An opcode means something only together with its feature set: 1F, 20, 24 and 27 are one thing in
/// the standard and another with FID 10. What is not known here, trunking included, stays an
/// [Opaque].
public sealed interface Csbk permits ServiceCsbk, UnitCsbk, Preamble, Csbk.Opaque {

    /// Octets between head and sum.
    int CONTENT_BYTES = 8;

    /// The first two octets.
    ///
    /// @param lastBlock no more of the same message follows
    /// @param protect the content is not to be read
    /// @param opcode CSBKO, 6 bits
    /// @param fid whose rule book the opcode is from
    record Head(boolean lastBlock, boolean protect, int opcode, int fid) {
        private static final int LAST_BLOCK = 0x80;
        private static final int PROTECT = 0x40;
        private static final int OPCODE = 0x3F;

        public Head {
            if (opcode < 0 || opcode > OPCODE || fid < 0 || fid > 0xFF) {
                throw new IllegalArgumentException("CSBK head: expected 6 bits and 8 bits");
            }
        }

        static Head of(int opcode, int fid) {
            return new Head(true, false, opcode, fid);
        }

        static Head read(Octets block) {
            int first = block.at(0);
            return new Head(
                    (first & LAST_BLOCK) != 0, (first & PROTECT) != 0, first & OPCODE, block.at(1));
        }

        void write(byte[] block) {
            block[0] = (byte) ((lastBlock ? LAST_BLOCK : 0) | (protect ? PROTECT : 0) | opcode);
            block[1] = (byte) fid;
        }
    }

    /// Any other block.
    ///
    /// @param content octets 2 to 9
    record Opaque(Head head, Octets content) implements Csbk {
        public Opaque {
            if (content.length() != CONTENT_BYTES) {
                throw new IllegalArgumentException("CSBK content: expected 8 octets");
            }
        }
    }

    Head head();

    /// Octets 2 to 9.
    Octets content();

    /// The twelve octets with their sum.
    default Octets encode() {
        byte[] block = new byte[Ccitt.LENGTH];
        head().write(block);
        content().copyTo(block, 2);
        return Ccitt.seal(block, DataType.CSBK.mask());
    }

    /// From twelve octets.
    ///
    /// @param correctedBits on the way here
    static Decoded<Checked<Csbk>> decode(Octets block, int correctedBits) {
        if (!Ccitt.accepts(block, DataType.CSBK.mask())) {
            return Ccitt.refusal("CSBK", block);
        }
        Head head = Head.read(block);
        Octets content = block.slice(2, Ccitt.CONTENT);
        return Decoded.message(
                new Checked<>(read(head, content), Assurance.CRC_CCITT, correctedBits));
    }

    private static Csbk read(Head head, Octets content) {
        if (head.protect()) {
            return new Opaque(head, content);
        }
        if (Preamble.has(head)) {
            return Preamble.read(head, content);
        }
        var unit = UnitCsbk.Kind.of(head);
        if (unit.isPresent()) {
            return UnitCsbk.read(unit.get(), head, content);
        }
        var service = ServiceCsbk.Kind.of(head);
        return service.isPresent()
                ? ServiceCsbk.read(service.get(), head, content)
                : new Opaque(head, content);
    }
}
