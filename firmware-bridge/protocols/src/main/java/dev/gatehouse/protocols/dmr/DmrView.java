package dev.gatehouse.protocols.dmr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Dissection.Verdict;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.Bits;
import dev.gatehouse.protocols.dmr.coding.BurstBits;
import dev.gatehouse.protocols.dmr.data.PacketAssembler;
import dev.gatehouse.protocols.dmr.link.Burst;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.EmbeddedSignalling;
import dev.gatehouse.protocols.dmr.link.SlotType;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.dmr.link.VoiceBurst;
import dev.gatehouse.protocols.dmr.link.VoiceErrors;
import java.util.Arrays;
import java.util.List;

/// A capture of bursts laid open for a technician: 33 octets each, one after the other, of one
/// slot. Total: any octets have a view.
public final class DmrView {

    /// Bursts of one capture; the rest is told by number only.
    public static final int MAX_BURSTS = 10_000;

    private static final long BURST_MS = 60;

    private DmrView() {}

    /// The view of any number of bursts.
    public static Dissection of(byte[] octets) {
        int count = octets.length / Burst.LENGTH_BYTES;
        int shown = Math.min(count, MAX_BURSTS);
        Dissection.Builder view = Dissection.of("DMR capture", octets);
        view.value("bursts", "" + count);
        SlotReader reader = new SlotReader(PacketAssembler.Limits.STANDARD);
        for (int index = 0; index < shown; index++) {
            int at = index * Burst.LENGTH_BYTES;
            byte[] burst = Arrays.copyOfRange(octets, at, at + Burst.LENGTH_BYTES);
            view.part(burst(index, burst, reader.read(burst, index * BURST_MS)));
        }
        List<Heard> late = reader.tick((long) shown * BURST_MS + 60_000);
        if (!late.isEmpty()) {
            Dissection.Builder end = Dissection.of("end of capture", new byte[0]);
            late.forEach(heard -> MessageView.add(end, heard));
            view.part(end.build());
        }
        if (shown < count) {
            view.verdict("bursts shown", Verdict.SKIPPED, "only the first " + shown);
        }
        int left = octets.length % Burst.LENGTH_BYTES;
        if (left > 0 || count == 0) {
            view.check("whole bursts", false, left + " octets at the end are no burst of 33");
        }
        return view.build();
    }

    private static Dissection burst(int index, byte[] octets, SlotReader.Reading reading) {
        Dissection.Builder view = Dissection.of("burst " + index, octets);
        switch (reading.burst()) {
            case Decoded.Message<? extends Burst>(Burst burst) -> {
                switch (burst) {
                    case DataBurst data -> data(view, octets, data);
                    case VoiceBurst voice -> voice(view, octets, voice);
                }
            }
            case Decoded.Rejected<? extends Burst> rejected -> {
                middle(view, octets);
                view.outcome("burst", rejected);
            }
        }
        boolean rejected = reading.burst() instanceof Decoded.Rejected;
        for (Heard heard : reading.heard()) {
            if (!(rejected && heard instanceof Heard.Unreadable)) {
                MessageView.add(view, heard);
            }
        }
        return view.build();
    }

    private static void middle(Dissection.Builder view, byte[] octets) {
        long middle = Bits.read(octets, BurstBits.MIDDLE_AT, BurstBits.MIDDLE_COUNT);
        String found =
                SyncPattern.find(middle)
                        .map(match -> match.pattern() + ", " + match.errors() + " bits wrong")
                        .orElse("no sync pattern");
        view.bits("sync", BurstBits.MIDDLE_COUNT, middle, found);
    }

    private static void data(Dissection.Builder view, byte[] octets, DataBurst burst) {
        middle(view, octets);
        view.corrected("sync pattern", burst.syncErrors());
        SlotType slotType = burst.slotType();
        long sent =
                Bits.read(octets, BurstBits.SLOT_TYPE_FIRST_AT, 10) << 10
                        | Bits.read(octets, BurstBits.SLOT_TYPE_SECOND_AT, 10);
        view.bits(
                "slot type",
                20,
                sent,
                "colour code " + slotType.colourCode() + ", " + slotType.dataType());
        view.corrected("Golay(20,8)", slotType.correctedBits());
        DataType.Coding coding = slotType.dataType().coding();
        view.hex("payload", burst.payload().hex(), burst.payload().length() + " octets");
        switch (coding) {
            case BPTC -> view.corrected("BPTC(196,96)", burst.payloadErrors());
            case TRELLIS -> view.corrected("rate 3/4 trellis", burst.payloadErrors());
            case UNCODED -> view.verdict("code", Verdict.SKIPPED, "sent as it is");
            case FILLING -> view.verdict("code", Verdict.SKIPPED, "nothing inside");
        }
    }

    private static void voice(Dissection.Builder view, byte[] octets, VoiceBurst burst) {
        switch (burst.centre()) {
            case VoiceBurst.First(SyncPattern _, int errors) -> {
                middle(view, octets);
                view.corrected("sync pattern", errors);
            }
            case VoiceBurst.Following(EmbeddedSignalling emb, int fragment) -> {
                long sent =
                        Bits.read(octets, BurstBits.MIDDLE_AT, 8) << 8
                                | Bits.read(octets, BurstBits.MIDDLE_AT + 40, 8);
                view.bits(
                        "EMB",
                        16,
                        sent,
                        "colour code "
                                + emb.colourCode()
                                + ", "
                                + emb.lcss()
                                + (emb.reverseChannel() ? ", reverse channel" : ""));
                view.corrected("QR(16,7)", emb.correctedBits());
                view.bits("fragment", 32, fragment & 0xFFFF_FFFFL, emb.lcss() + " fragment");
            }
        }
        VoiceErrors errors = VoiceErrors.of(burst.voice());
        view.hex("speech", burst.voice().hex(), "closed");
        view.corrected("Golay of speech, " + errors.bits() + " bits", errors.errors());
    }

    /// A reason as a technician reads it.
    static String why(RejectReason reason, String detail) {
        return reason + ": " + detail;
    }
}
