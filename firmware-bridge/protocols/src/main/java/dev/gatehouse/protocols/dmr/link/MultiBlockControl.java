package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.Crc;
import java.util.ArrayList;
import java.util.List;

/// A control message of several blocks (clause 7.4): a header like a control block with a mask of
/// its own, and up to [#MAX_CONTINUATIONS] continuation blocks, guarded together by a CRC-CCITT in
/// the last. Trunking uses it; conventional systems only have to let it pass.
///
/// @param head of the header block
/// @param content octets 2 to 9 of the header
/// @param continuation octets of all continuation blocks in order, flags included, sum left out
public record MultiBlockControl(Csbk.Head head, Octets content, Octets continuation) {

    /// Most continuation blocks.
    public static final int MAX_CONTINUATIONS = 3;

    private static final int LAST_BLOCK = 0x80;

    public MultiBlockControl {
        int length = continuation.length() + 2;
        if (content.length() != Csbk.CONTENT_BYTES
                || length % Ccitt.LENGTH != 0
                || length / Ccitt.LENGTH > MAX_CONTINUATIONS
                || length == 0) {
            throw new IllegalArgumentException("MBC: found " + continuation.length() + " octets");
        }
    }

    /// Whether the twelve octets are a header block.
    public static Decoded<Csbk.Head> decodeHeader(Octets block) {
        return Ccitt.accepts(block, DataType.MBC_HEADER.mask())
                ? Decoded.message(Csbk.Head.read(block))
                : Ccitt.refusal("MBC header", block);
    }

    /// Whether a continuation block says that it is the last.
    public static boolean isLast(Octets block) {
        return (block.at(0) & LAST_BLOCK) != 0;
    }

    /// From a header block and all its continuation blocks.
    public static Decoded<Checked<MultiBlockControl>> decode(
            Octets header, List<Octets> blocks, int correctedBits) {
        if (blocks.isEmpty() || blocks.size() > MAX_CONTINUATIONS) {
            return Decoded.rejected(
                    RejectReason.LIMIT_EXCEEDED,
                    "MBC: expected 1..3 continuation blocks, found " + blocks.size());
        }
        return switch (decodeHeader(header)) {
            case Decoded.Rejected<Csbk.Head>(RejectReason reason, String detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<Csbk.Head>(Csbk.Head head) ->
                    join(head, header.slice(2, Ccitt.CONTENT), blocks, correctedBits);
        };
    }

    private static Decoded<Checked<MultiBlockControl>> join(
            Csbk.Head head, Octets content, List<Octets> blocks, int correctedBits) {
        Octets all = Octets.NONE;
        for (Octets block : blocks) {
            all = all.plus(block);
        }
        int guarded = all.length() - 2;
        if (all.length() != Ccitt.LENGTH * blocks.size()
                || Crc.ccitt(all.toArray(), 0, guarded) != all.u16(guarded)) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "MBC: CRC-CCITT of the last block");
        }
        return Decoded.message(
                new Checked<>(
                        new MultiBlockControl(head, content, all.slice(0, guarded)),
                        Assurance.CRC_CCITT,
                        correctedBits));
    }

    /// The header block.
    public Octets encodeHeader() {
        byte[] block = new byte[Ccitt.LENGTH];
        head.write(block);
        content.copyTo(block, 2);
        return Ccitt.seal(block, DataType.MBC_HEADER.mask());
    }

    /// The continuation blocks.
    public List<Octets> encodeContinuations() {
        int guarded = continuation.length();
        byte[] all = new byte[guarded + 2];
        continuation.copyTo(all, 0);
        int crc = Crc.ccitt(all, 0, guarded);
        all[guarded] = (byte) (crc >> 8);
        all[guarded + 1] = (byte) crc;
        List<Octets> blocks = new ArrayList<>();
        for (int at = 0; at < all.length; at += Ccitt.LENGTH) {
            blocks.add(Octets.of(all, at, Ccitt.LENGTH));
        }
        return blocks;
    }
}
