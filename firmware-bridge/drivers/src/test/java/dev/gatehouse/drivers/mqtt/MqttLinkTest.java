package dev.gatehouse.drivers.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.TestFrames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MqttLinkTest {

    @Test
    void deliversTheDevicesTopicUntilClosed() {
        Map<String, FrameSink> listening = new HashMap<>();
        List<String> released = new ArrayList<>();
        LinkContext context =
                new LinkContext(
                        "lane3",
                        "lane-3",
                        DeviceKind.PLATE_READER,
                        () -> TestFrames.at(TestFrames.NOW, 0),
                        (device, sink) -> {
                            listening.put(device, sink);
                            return () -> released.add(device);
                        });
        MqttLink link = new MqttLink(context);
        List<Frame> got = new ArrayList<>();
        link.open(got::add);
        FrameSink topic = listening.getOrDefault("lane3", _ -> {});
        topic.accept(TestFrames.frame("{}"));
        assertEquals(1, got.size());
        assertThrows(IllegalStateException.class, () -> link.open(got::add));
        link.close();
        link.close();
        assertEquals(List.of("lane3"), released);
        Frame late = TestFrames.frame("{}");
        topic.accept(late);
        assertEquals(List.of("NOT_READY"), ((TestFrames.Answer) late.acknowledgement()).said());
        assertEquals(Map.of("refused_not_ready", 1L), link.counters());
        assertEquals(1, got.size());
    }
}
