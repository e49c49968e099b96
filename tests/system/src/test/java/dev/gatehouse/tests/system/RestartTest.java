package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.ReferralState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A referral is never forgotten: over a pulled plug, a clean stop, and without central.
@ExtendWith(LogsOnFailure.class)
final class RestartTest {
    private static final String ALERT = Site.topic("lane/1/alert");
    private static final String REPLY = Site.topic("officer/1001/reply");

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    RestartTest() {}

    private static void command(BusClient officer, String id, String json) throws Exception {
        officer.publish(Commands.TOPIC, json);
        BusClient.Heard reply = officer.await("reply", m -> m.json().text("commandId").equals(id));
        assertEquals("COMMAND_OUTCOME_DONE", reply.json().text("outcome"), reply::text);
    }

    /// A page may be older than the restored list.
    private static void awaitOpen(Site site) throws Exception {
        Await.until(
                "the open referral is back",
                () -> site.status().number("decisions.referrals_open") == 1);
    }

    @Test
    void anOpenReferralOutlivesTheProcess() throws Exception {
        try (Site site =
                Site.enrolled(folder, "R-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31")) {
            site.configure(site.toml().withEscalation(1));
            site.startCentral();
            Program booth = site.startBooth();
            site.awaitReady();
            BusClient before = site.client("observer", ALERT);
            assertEquals(200, site.post("1", Rekor.of("restart-1", "TESTA01")));
            String referral =
                    before.await("alert", m -> !m.json().text("codeWord").isEmpty())
                            .json()
                            .text("referralId");
            // nobody acknowledges, so it escalates
            before.await("escalation", m -> m.json().number("escalations") >= 1);
            Await.until(
                    "escalation counted", () -> site.status().number("decisions.escalations") >= 1);
            booth.kill();

            booth = site.startBooth();
            awaitOpen(site);
            BusClient after = site.client("observer", ALERT);
            after.await(
                    "it goes on escalating",
                    m ->
                            m.json().text("referralId").equals(referral)
                                    && m.json().number("escalations") >= 2);
            site.awaitReady();
            BusClient officer = site.client("officer-1001", REPLY);
            command(
                    officer,
                    "ack-1",
                    Commands.of("ack-1", CommandKind.COMMAND_KIND_ACKNOWLEDGE, referral));
            command(
                    officer,
                    "sec-1",
                    Commands.of("sec-1", CommandKind.COMMAND_KIND_IN_SECONDARY, referral));
            assertEquals(0, booth.stop(), booth.err());
            FlatJson last = FlatJson.parse(booth.out().strip());
            assertEquals(last.number("journal.sealed"), last.number("journal.receipted"));
            assertEquals(1, last.number("decisions.referrals_open"));

            booth = site.startBooth();
            awaitOpen(site);
            officer = site.client("officer-1001", REPLY);
            // the same command again, as a terminal sends it that heard no answer
            officer.publish(
                    Commands.TOPIC,
                    Commands.of("sec-1", CommandKind.COMMAND_KIND_IN_SECONDARY, referral));
            assertEquals(
                    "COMMAND_OUTCOME_REPEATED",
                    officer.await("reply", m -> true).json().text("outcome"));
            command(
                    officer,
                    "exam-1",
                    Commands.examined(
                            "exam-1",
                            referral,
                            ExaminationResult.EXAMINATION_RESULT_SAME_SUBJECT_EXAMINED_NO_RESULT));
            Await.until("closed", () -> site.status().number("decisions.referrals_open") == 0);
            site.awaitReceipted();
            assertEquals(0, booth.stop(), booth.err());

            // every step is at central once, in order, with its actor
            List<Record> steps = site.records().stream().filter(Record::hasReferral).toList();
            assertEquals(
                    ReferralState.REFERRAL_STATE_CLOSED, steps.getLast().getReferral().getTo());
            for (int i = 0; i < steps.size(); i++) {
                assertEquals(referral, steps.get(i).getReferral().getReferralId());
                assertEquals(
                        i,
                        steps.get(i).getReferral().getStep()
                                - steps.getFirst().getReferral().getStep());
            }
            assertTrue(
                    steps.stream()
                            .map(record -> record.getReferral().getActor().getBadge())
                            .toList()
                            .contains(Commands.BADGE));
            site.requireProved();
        }
    }

    @Test
    void whatWasTakenWithoutCentralArrivesLater() throws Exception {
        try (Site site =
                Site.enrolled(folder, "R-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31")) {
            Program booth = site.startBooth();
            for (int i = 0; i < 10; i++) {
                assertEquals(200, site.post("1", Rekor.of("alone-" + i, "ALONE%02d".formatted(i))));
            }
            // sent again, as a reader does that heard no answer
            assertEquals(200, site.post("1", Rekor.of("alone-3", "ALONE03")));
            booth.kill();
            booth = site.startBooth();
            assertEquals(200, site.post("1", Rekor.of("alone-4", "ALONE04")));
            assertEquals(200, site.post("1", Rekor.of("alone-10", "ALONE10")));
            site.startCentral();
            site.awaitReady();
            site.awaitReceipted();
            assertEquals(0, booth.stop(), booth.err());
            List<String> events =
                    site.eventsAtCentral().stream().filter(e -> e.startsWith("alone-")).toList();
            assertEquals(11, events.size(), events::toString);
            assertEquals(11, events.stream().distinct().count());
            // nothing had confirmed the clock: that is told, and is never clear
            assertEquals(
                    "VERDICT_QUERY_BY_HAND", site.checkAtCentral("alone-0").getVerdict().name());
            site.requireProved();
        }
    }
}
