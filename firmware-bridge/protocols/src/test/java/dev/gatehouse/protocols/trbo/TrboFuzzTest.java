package dev.gatehouse.protocols.trbo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;

/// Nothing is thrown, what is read keeps its bounds, and what is written is read back.
class TrboFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void ars(byte[] bytes) {
        if (ArsMessage.decode(bytes) instanceof Decoded.Message<ArsMessage>(var message)) {
            require(ArsMessage.decode(message.encode()).equals(Decoded.message(message)));
        }
        var _ = ArsMessage.decodeBody(bytes);
    }

    @FuzzTest(maxDuration = "10m")
    void tms(byte[] bytes) {
        if (TmsMessage.decode(bytes) instanceof Decoded.Message<TmsMessage>(var message)) {
            require(TmsMessage.decode(message.encode()).equals(Decoded.message(message)));
            if (message instanceof TmsMessage.Text text) {
                require(text.text().length() + text.subject().length() <= TmsMessage.MAX_BYTES);
                require(text.acknowledgement().encode().length <= 6);
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void view(byte[] bytes) {
        require(!TrboView.of(bytes).name().isEmpty());
    }

    @FuzzTest(maxDuration = "10m")
    void lrrp(byte[] bytes) {
        if (LrrpDocument.decode(bytes) instanceof Decoded.Message<LrrpDocument>(var document)) {
            byte[] written = document.encode();
            require(written.length <= LrrpDocument.MAX_BYTES + 4);
            require(LrrpDocument.decode(written).equals(Decoded.message(document)));
            for (LrrpElement element : document.elements()) {
                if (element instanceof LrrpElement.Place place) {
                    require(Math.abs(place.latitude()) <= 90);
                    require(Math.abs(place.longitude()) <= 180);
                }
            }
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a promise of the codec does not hold");
        }
    }
}
