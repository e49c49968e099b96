package dev.gatehouse.booth.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.booth.daemon.Rig;
import dev.gatehouse.proto.v1.DownstreamMessage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An uplink whose central is a [Script], turned by the test's thread.
abstract class ScriptedUplink {
    @TempDir Path folder;
    Rig rig;
    Script central;
    Uplink uplink;

    @BeforeEach
    void begin() throws Exception {
        rig = new Rig(folder);
        rig.settle();
        central = new Script(rig);
        uplink = rig.uplink(central);
    }

    /// One cycle of both threads.
    void turn() throws Exception {
        uplink.dutyCycle(0);
        rig.cycle();
        uplink.dutyCycle(0);
    }

    void pass(long ms) throws Exception {
        rig.pass(ms);
        turn();
    }

    void live() throws Exception {
        turn();
        central.answer(DownstreamMessage.newBuilder().setTime(central.time()));
        turn();
        turn();
        assertEquals(Uplink.Stage.LIVE, uplink.status().stage());
    }
}
