package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    @Test
    void buildsTheDocumentedShapes() {
        assertEquals("gatehouse/v1/b7/lane/1/alert", Topics.laneAlert("b7", "1"));
        assertEquals("gatehouse/v1/b7/lane/1/terminal", Topics.laneTerminal("b7", "1"));
        assertEquals("gatehouse/v1/b7/lane/1/output", Topics.laneOutput("b7", "1"));
        assertEquals("gatehouse/v1/b7/officer/1001/command", Topics.officerCommand("b7", "1001"));
        assertEquals("gatehouse/v1/b7/officer/1001/reply", Topics.officerReply("b7", "1001"));
        assertEquals("gatehouse/v1/b7/device/lpr-1/input", Topics.deviceInput("b7", "lpr-1"));
        assertEquals("gatehouse/v1/b7/status", Topics.status("b7"));
        assertEquals("gatehouse/v1/00ff/up", Topics.up("00ff"));
        assertEquals("gatehouse/v1/00ff/down", Topics.down("00ff"));
        assertEquals("gatehouse/v1/+/up", Topics.everyBooth(Topic.UP));
        assertEquals("gatehouse/v1/b7/device/+/input", Topics.everyId(Topic.DEVICE_INPUT, "b7"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBuiltIsParsedBack(Topic topic) {
        TopicName name = new TopicName(topic, "b-7", topic.shape().contains("{") ? "x.Y_9" : "");
        assertEquals(Optional.of(name), Topics.parse(name.toString()));
        assertTrue(
                TopicFilter.of(Topics.everyBooth(topic))
                        .matches(TopicFilter.levelsOf(name.toString())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gatehouse/v1/",
                "gatehouse/v1/b7",
                "gatehouse/v1/b7/",
                "gatehouse/v1//status",
                "gatehouse/v1/b7/status/",
                "gatehouse/v1/b7/Status",
                "gatehouse/v2/b7/status",
                "gatehouse/v1/b7/lane//alert",
                "gatehouse/v1/b7/lane/1/2/alert",
                "gatehouse/v1/b7/lane/alert",
                "gatehouse/v1/b7/lane/+/alert",
                "gatehouse/v1/b 7/status",
                "gatehouse/v1/bü/status",
                "$SYS/broker/uptime",
            })
    void nothingElseIsATopic(String name) {
        assertEquals(Optional.empty(), Topics.parse(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "+", "#", "a b", "\0"})
    void identifiersCannotSmuggleLevels(String id) {
        assertThrows(IllegalArgumentException.class, () -> Topics.laneAlert("b7", id));
        assertThrows(IllegalArgumentException.class, () -> Topics.status(id));
        assertThrows(IllegalArgumentException.class, () -> Topics.status("x".repeat(65)));
    }
}
