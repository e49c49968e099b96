package dev.gatehouse.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.JsonFormat;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.simulators.OfficerPeerConfig.Credentials;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The officer's connection, against a broker of a few lines; its decisions have a test of their
/// own.
@Timeout(30)
class OfficerPeerTest {

    private static final String LANE = "gatehouse/v1/b1/lane/lane1/";
    private static final String REPLY = "gatehouse/v1/b1/officer/B-7/reply";
    private static final Credentials TERMINAL = new Credentials("terminal-1", "t-password");
    private static final Credentials OFFICER = new Credentials("officer-7", "o-password");

    @Test
    void worksAReferralOffAndComesBackAfterACut() throws Exception {
        try (TinyBroker broker =
                        new TinyBroker(Set.of("terminal-1:t-password", "officer-7:o-password"));
                OfficerPeer peer = OfficerPeer.start(config(broker.uri(), OFFICER))) {
            awaitListening(broker);
            broker.publish(LANE + "terminal", "not json");
            broker.publish(
                    LANE + "output",
                    "{\"laneId\":\"lane1\",\"signal\":\"LANE_SIGNAL_REFER\",\"validForMs\":1}");
            broker.publish(
                    LANE + "terminal",
                    "{\"verdict\":{\"verdict\":\"VERDICT_REFER\",\"referralId\":\"r1\"}}");
            OfficerCommand acknowledge = command(broker);
            assertEquals(CommandKind.COMMAND_KIND_ACKNOWLEDGE, acknowledge.getKind());
            assertEquals("B-7", acknowledge.getBadge());
            assertEquals("lane1", acknowledge.getLaneId());

            broker.cut();
            awaitListening(broker);
            assertEquals(acknowledge, command(broker), "sent again with the same id");
            for (CommandKind expected :
                    new CommandKind[] {
                        CommandKind.COMMAND_KIND_IN_SECONDARY, CommandKind.COMMAND_KIND_EXAMINED
                    }) {
                answer(broker, acknowledge);
                acknowledge = commandAfter(broker, acknowledge);
                assertEquals(expected, acknowledge.getKind());
            }
            answer(broker, acknowledge);
            await(() -> peer.stats().examined() == 1);
            assertEquals(1, peer.stats().noticesRejected());
            assertEquals(1, peer.stats().outputPulses());
            assertTrue(peer.stats().outputLapses() <= 1);
            assertEquals(4, peer.stats().connections());
        }
    }

    @Test
    void keepsTryingWithAWrongPasswordAndStillClosesAtOnce() throws Exception {
        try (TinyBroker broker = new TinyBroker(Set.of("terminal-1:t-password"))) {
            OfficerPeer peer = OfficerPeer.start(config(broker.uri(), OFFICER));
            await(() -> broker.refusedLogins.get() >= 2);
            peer.close();
            assertEquals(1, peer.stats().connections(), "the terminal alone, once");
        }
    }

    private static OfficerPeerConfig config(String uri, Credentials officer) {
        return new OfficerPeerConfig(
                uri,
                "b1",
                "lane1",
                TERMINAL,
                "B-7",
                officer,
                "officer",
                "day",
                1,
                1000,
                0,
                Optional.empty());
    }

    private static void answer(TinyBroker broker, OfficerCommand command) {
        broker.publish(
                REPLY,
                "{\"commandId\":\""
                        + command.getCommandId()
                        + "\",\"outcome\":\"COMMAND_OUTCOME_DONE\"}");
    }

    private static OfficerCommand command(TinyBroker broker) throws Exception {
        TinyBroker.Published next = broker.published.poll(20, TimeUnit.SECONDS);
        assertTrue(next != null, "no command");
        assertEquals("gatehouse/v1/b1/officer/B-7/command", next.topic());
        OfficerCommand.Builder command = OfficerCommand.newBuilder();
        JsonFormat.parser().merge(next.payload(), command);
        return command.build();
    }

    /// The next command that is another one: on a slow machine the answered one may have been sent
    /// once more while its answer was on the way.
    private static OfficerCommand commandAfter(TinyBroker broker, OfficerCommand answered)
            throws Exception {
        OfficerCommand next = command(broker);
        while (next.equals(answered)) {
            next = command(broker);
        }
        return next;
    }

    private static void awaitListening(TinyBroker broker) throws InterruptedException {
        await(() -> broker.topics().containsAll(Set.of(LANE + "terminal", LANE + "output", REPLY)));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }
}
