package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every topic against every principal, written out by hand and not derived from the table it
/// checks.
class AclMatrixTest {

    private static final String B = "gatehouse/v1/b7/";
    private static final String U = "gatehouse/v1/" + TestBus.PSEUDONYM + "/";

    private static final List<String> BOOTH_TOPICS =
            List.of(
                    B + "lane/1/alert",
                    B + "lane/2/alert",
                    B + "lane/1/terminal",
                    B + "lane/2/terminal",
                    B + "lane/1/output",
                    B + "lane/2/output",
                    B + "officer/1001/command",
                    B + "officer/2001/command",
                    B + "officer/1001/reply",
                    B + "officer/2001/reply",
                    B + "device/lpr-1/input",
                    B + "device/lpr-2/input",
                    B + "status",
                    "gatehouse/v1/other/status",
                    "gatehouse/v1/other/lane/1/alert",
                    U + "up",
                    U + "down");

    private static final Map<Principal, Set<String>> MAY_PUBLISH =
            Map.of(
                    TestBus.DEVICE, Set.of(B + "device/lpr-1/input"),
                    TestBus.TERMINAL, Set.of(),
                    TestBus.OTHER_TERMINAL, Set.of(),
                    TestBus.OFFICER, Set.of(B + "officer/1001/command"),
                    TestBus.OBSERVER, Set.of(),
                    TestBus.BLIND_OBSERVER, Set.of());

    private static final Map<Principal, Set<String>> MAY_RECEIVE =
            Map.of(
                    TestBus.DEVICE, Set.of(B + "status"),
                    TestBus.TERMINAL,
                            Set.of(
                                    B + "lane/1/alert",
                                    B + "lane/1/terminal",
                                    B + "lane/1/output",
                                    B + "status"),
                    TestBus.OTHER_TERMINAL,
                            Set.of(
                                    B + "lane/2/alert",
                                    B + "lane/2/terminal",
                                    B + "lane/2/output",
                                    B + "status"),
                    TestBus.OFFICER,
                            Set.of(
                                    B + "lane/1/alert",
                                    B + "lane/2/alert",
                                    B + "officer/1001/reply",
                                    B + "status"),
                    TestBus.OBSERVER,
                            Set.of(
                                    B + "lane/1/alert",
                                    B + "lane/2/alert",
                                    B + "lane/1/output",
                                    B + "lane/2/output",
                                    B + "status"),
                    TestBus.BLIND_OBSERVER,
                            Set.of(B + "lane/1/output", B + "lane/2/output", B + "status"));

    private final Acl booth = new Acl(Principal.booth("self", "b7"));
    private final Acl upstream = new Acl(Principal.central("self"));

    private interface Right {
        boolean has(TopicName name);
    }

    private static Set<String> allowed(List<String> topics, Right right) {
        Set<String> allowed = new TreeSet<>();
        for (String topic : topics) {
            if (right.has(Topics.parse(topic).orElseThrow())) {
                allowed.add(topic);
            }
        }
        return allowed;
    }

    @Test
    void insideTheBooth() {
        for (Principal principal : TestBus.EVERYBODY) {
            Set<String> publish = MAY_PUBLISH.getOrDefault(principal, Set.of());
            boolean local = MAY_PUBLISH.containsKey(principal);
            assertEquals(local, booth.mayConnect(principal), principal.name());
            if (local) {
                assertEquals(
                        publish,
                        allowed(BOOTH_TOPICS, name -> booth.mayPublish(principal, name)),
                        principal.name());
                assertEquals(
                        MAY_RECEIVE.get(principal),
                        allowed(BOOTH_TOPICS, name -> booth.mayReceive(principal, name)),
                        principal.name());
            }
        }
    }

    @Test
    void aSubscriptionToExactlyOneTopicAgreesWithTheRightToReceiveIt() {
        for (Principal principal : MAY_RECEIVE.keySet()) {
            for (String topic : BOOTH_TOPICS) {
                TopicName name = Topics.parse(topic).orElseThrow();
                assertEquals(
                        booth.mayReceive(principal, name),
                        booth.maySubscribe(principal, topic),
                        principal.name() + " " + topic);
            }
        }
    }

    @Test
    void betweenBoothsAndCentral() {
        List<String> topics =
                List.of(
                        U + "up",
                        U + "down",
                        "gatehouse/v1/ffffffffffffffff/up",
                        "gatehouse/v1/ffffffffffffffff/down",
                        B + "status");
        Principal boothClient = TestBus.BOOTH_CLIENT;
        assertEquals(
                Set.of(U + "up"), allowed(topics, name -> upstream.mayPublish(boothClient, name)));
        assertEquals(
                Set.of(U + "down"),
                allowed(topics, name -> upstream.mayReceive(boothClient, name)));
        Principal central = TestBus.CENTRAL_CLIENT;
        assertEquals(
                Set.of(U + "down", "gatehouse/v1/ffffffffffffffff/down"),
                allowed(topics, name -> upstream.mayPublish(central, name)));
        assertEquals(
                Set.of(U + "up", "gatehouse/v1/ffffffffffffffff/up"),
                allowed(topics, name -> upstream.mayReceive(central, name)));
        assertTrue(upstream.maySubscribe(central, "gatehouse/v1/+/up"));
        assertFalse(upstream.maySubscribe(boothClient, "gatehouse/v1/+/up"));
        for (Principal local : MAY_PUBLISH.keySet()) {
            assertFalse(upstream.mayConnect(local), local.name());
        }
    }

    @Test
    void theBoothItselfPublishesWhatItShouldAndNothingThatOthersSay() {
        Principal self = Principal.booth("self", "b7");
        Set<String> allowed = allowed(BOOTH_TOPICS, name -> booth.mayPublish(self, name));
        assertEquals(
                Set.of(
                        B + "lane/1/alert",
                        B + "lane/2/alert",
                        B + "lane/1/terminal",
                        B + "lane/2/terminal",
                        B + "lane/1/output",
                        B + "lane/2/output",
                        B + "officer/1001/reply",
                        B + "officer/2001/reply",
                        B + "status"),
                allowed);
    }

    @Test
    void commandsAndInputsAreForTheBoothAlone() {
        for (Principal principal : MAY_RECEIVE.keySet()) {
            for (Topic topic : List.of(Topic.OFFICER_COMMAND, Topic.DEVICE_INPUT)) {
                assertFalse(
                        booth.maySubscribe(principal, Topics.everyBooth(topic)), principal.name());
            }
        }
    }
}
