package dev.gatehouse.protocols.homebrew;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;
import java.util.Arrays;

/// Nothing is thrown; what is understood can be written, and is then the same for good.
class HomebrewFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void datagram(byte[] bytes) {
        if (HomebrewMessage.decode(bytes)
                instanceof Decoded.Message<HomebrewMessage>(HomebrewMessage message)) {
            byte[] once = message.encode();
            require(once.length <= HomebrewMessage.MAX_LENGTH);
            if (HomebrewMessage.decode(once)
                    instanceof Decoded.Message<HomebrewMessage>(HomebrewMessage again)) {
                require(Arrays.equals(once, again.encode()));
            } else {
                require(false);
            }
        }
        require(HomebrewView.of(bytes).hex().length() == 2 * bytes.length);
        for (EmbeddedLink.Kind kind : EmbeddedLink.Kind.values()) {
            var _ = EmbeddedLink.readDirect(bytes, kind);
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a promise of the codec does not hold");
        }
    }
}
