package dev.gatehouse.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.PrincipalKind;
import dev.gatehouse.bus.Principals;
import dev.gatehouse.central.receive.ReceiverRig;
import dev.gatehouse.central.receive.TestBooth;
import dev.gatehouse.central.receive.TestRecords;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.LateKind;
import dev.gatehouse.proto.v1.ReferralState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandsTest {
    @TempDir Path temp;

    private record Run(int exit, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                GatehouseCentral.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err));
        return new Run(line.execute(arguments), out.toString(), err.toString());
    }

    private String home() {
        return temp.resolve("home").toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "booth",
                "booth add",
                "booth list",
                "serve",
                "status",
                "verify",
                "summary",
                "check-delivered",
                "export",
                "alarm",
                "alarm clear",
                "lookout",
                "lookout check-id",
                "version"
            })
    void everyCommandHasHelpWithExamples(String command) {
        List<String> arguments =
                new ArrayList<>(command.isEmpty() ? List.of() : List.of(command.split(" ")));
        arguments.add("--help");
        Run run = run(arguments.toArray(String[]::new));
        assertEquals(0, run.exit());
        assertTrue(run.out().contains("Examples:"), run.out());
        assertTrue(run.out().contains("gatehouse-central"), run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "booth", "alarm", "booth add", "verify --bogus"})
    void wrongUsageEndsWithTwo(String command) {
        assertEquals(2, run(command.isEmpty() ? new String[0] : command.split(" ")).exit());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "verify",
                "summary",
                "check-delivered",
                "export",
                "serve",
                "booth list"
            })
    void withoutAHomeNothingIsReachable(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--home", home()));
        Run run = run(arguments.toArray(String[]::new));
        assertEquals(4, run.exit(), run.err());
        assertTrue(run.err().contains("booth add"), run.err());
        assertFalse(Files.exists(Path.of(home())));
    }

    @Test
    void enrolmentIsRefusedWithoutTheWord() {
        Run run =
                run(
                        "booth",
                        "add",
                        "north-1",
                        "--home",
                        home(),
                        "--out",
                        temp.resolve("b").toString());
        assertEquals(2, run.exit());
        assertTrue(run.err().contains("--insecure-demo"));
        assertFalse(Files.exists(Path.of(home())));
    }

    private Run add(String name, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "booth",
                                "add",
                                name,
                                "--home",
                                home(),
                                "--out",
                                temp.resolve(name).toString(),
                                "--insecure-demo"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void enrolmentWritesKeysAndPasswordsForTheOwnerOnly() throws IOException {
        Run run = add("north-1", "--lane", "1", "--lane", "2");
        assertEquals(0, run.exit(), run.err());
        assertTrue(run.err().contains("INSECURE DEMO"));
        Path out = temp.resolve("north-1");
        BoothKeys keys = BoothKeys.read(out);
        assertEquals(keys.id().hex(), run.out().strip());
        Principals bus = Principals.read(out.resolve("principals"));
        for (String name :
                List.of(
                        "terminal-1",
                        "terminal-2",
                        "lpr-1",
                        "lpr-2",
                        "officer-1001",
                        "officer-2001",
                        "observer",
                        "display")) {
            byte[] password = Files.readAllBytes(out.resolve("passwords").resolve(name));
            Optional<Principal> principal = bus.authenticate(name, password, Optional.empty());
            assertTrue(principal.isPresent(), name);
        }
        assertEquals(List.of("superintendent"), bus.find("officer-2001").orElseThrow().roles());
        assertTrue(bus.find("observer").orElseThrow().has(Principal.RIGHT_ALERTS));
        assertFalse(bus.find("display").orElseThrow().has(Principal.RIGHT_ALERTS));
        UpstreamPrincipals upstream = new UpstreamPrincipals(Path.of(home()).resolve("upstream"));
        upstream.refresh();
        Optional<Principal> booth =
                upstream.authenticate(
                        keys.id().hex(),
                        Files.readAllBytes(out.resolve("upstream.password")),
                        Optional.empty());
        assertEquals(PrincipalKind.BOOTH, booth.orElseThrow().kind());
        assertTrue(
                upstream.authenticate(keys.id().hex(), new byte[24], Optional.empty()).isEmpty());
        for (Path root : List.of(out, Path.of(home()))) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path path : all.toList()) {
                    String mode =
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                    assertTrue(mode.endsWith("------"), path + " " + mode);
                }
            }
        }
    }

    @Test
    void enrolmentNeverOverwrites() {
        assertEquals(0, add("north-1").exit());
        assertEquals(1, add("north-1").exit());
        Run run =
                run(
                        "booth",
                        "add",
                        "north-1",
                        "--home",
                        home(),
                        "--out",
                        temp.resolve("other").toString(),
                        "--insecure-demo");
        assertEquals(1, run.exit());
        assertEquals(0, add("north-2").exit());
        assertTrue(run("booth", "list", "--home", home()).out().contains("north-2"));
        assertEquals(
                2,
                run("booth", "list", "--json", "--home", home()).out().split("\"name\"", -1).length
                        - 1);
    }

    @Test
    void statusBeforeAnyContactIsFineAndSaysNever() {
        assertEquals(0, add("north-1").exit());
        Run run = run("status", "--home", home());
        assertEquals(0, run.exit());
        assertTrue(run.out().contains("last seen never"), run.out());
        assertEquals(4, run("verify", "--home", home()).exit());
        assertEquals(0, run("summary", "--json", "--home", home()).exit());
    }

    private static void receive(ReceiverRig rig, TestBooth booth) throws InterruptedException {
        List<Envelope> p1 =
                List.of(
                        booth.seal(SealClass.P1, TestRecords.read("lpr-1", "e1", "p1", true)),
                        booth.seal(SealClass.P1, TestRecords.read("lpr-1", "e2", "p2", false)),
                        booth.seal(SealClass.P1, TestRecords.read("lpr-1", "e3", "p3", true)),
                        booth.seal(SealClass.P1, TestRecords.passage("p1", true)),
                        booth.seal(SealClass.P1, TestRecords.passage("p2", false)),
                        booth.seal(
                                SealClass.P1,
                                TestRecords.referral("r1", 3, ReferralState.REFERRAL_STATE_CLOSED)),
                        booth.seal(
                                SealClass.P1,
                                TestRecords.referral(
                                        "r2",
                                        1,
                                        ReferralState.REFERRAL_STATE_RELEASED_WITHOUT_REFERRAL)));
        List<Envelope> p0 =
                List.of(
                        booth.seal(
                                SealClass.P0,
                                TestRecords.referral("r1", 0, ReferralState.REFERRAL_STATE_RAISED)),
                        booth.seal(
                                SealClass.P0,
                                TestRecords.referral("r2", 0, ReferralState.REFERRAL_STATE_RAISED)),
                        booth.seal(
                                SealClass.P0,
                                TestRecords.referral("r3", 0, ReferralState.REFERRAL_STATE_RAISED)),
                        booth.seal(SealClass.P0, TestRecords.released("r2")));
        rig.send(booth, booth.hello(new byte[16]));
        rig.send(booth, booth.records(p1));
        rig.send(booth, booth.records(p0));
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, true)));
    }

    @Test
    void summaryCountsWhatTheRecordsSay() throws Exception {
        try (ReceiverRig rig = new ReceiverRig(Path.of(home()))) {
            receive(rig, rig.enrol("north-1"));
        }
        assertEquals(
                "{\"records_at_central\":11,\"records_p0\":4,\"records_p1\":7,\"records_p2\":0,"
                        + "\"unreadable\":0,\"passages\":2,\"checked\":1,\"not_checked\":1,\"hits\":2,"
                        + "\"referrals\":3,\"referrals_open\":1,\"referrals_closed\":1,"
                        + "\"referrals_released\":1,\"referrals_overridden\":0,"
                        + "\"released_without_referral\":1,\"late_hits\":0,\"late_reviews\":0,"
                        + "\"radio_events\":0,\"radio_emergencies\":0,\"radio_texts\":0,"
                        + "\"radio_texts_acknowledged\":0,"
                        + "\"checks_plate\":0,\"checks_document\":0,\"checks_person\":0,"
                        + "\"checks_organisation\":0,\"checks_container\":0,\"checks_other\":2}",
                run("summary", "--json", "--home", home()).out().strip());
    }

    @Test
    void summaryCountsALateHitOnceAndAReviewApart() throws Exception {
        LateKind late = LateKind.LATE_KIND_NEW;
        LateKind review = LateKind.LATE_KIND_WITHDRAWN_REVIEW;
        try (ReceiverRig rig = new ReceiverRig(Path.of(home()))) {
            TestBooth booth = rig.enrol("north-1");
            List<Envelope> p0 =
                    List.of(
                            booth.seal(SealClass.P0, TestRecords.late("p1", 1, late)),
                            booth.seal(SealClass.P0, TestRecords.late("p1", 1, late)),
                            booth.seal(SealClass.P0, TestRecords.late("p1", 2, late)),
                            booth.seal(SealClass.P0, TestRecords.late("p1", 2, review)));
            rig.send(booth, booth.hello(new byte[16]));
            rig.send(booth, booth.records(p0));
        }
        String summary = run("summary", "--json", "--home", home()).out();
        assertTrue(summary.contains("\"late_hits\":2,\"late_reviews\":1"), summary);
    }

    @Test
    void statusAndVerifyTellFineThenDegraded() throws Exception {
        try (ReceiverRig rig = new ReceiverRig(Path.of(home()))) {
            TestBooth booth = rig.enrol("north-1");
            receive(rig, booth);
            rig.send(booth, booth.records(booth.seal(SealClass.P2, 1)));
            Run status = run("status", "--json", "--home", home());
            assertEquals(0, status.exit(), status.out());
            assertTrue(
                    status.out()
                            .contains(
                                    "\"class\":\"P2\",\"committed\":1,\"proven\":0,\"unproven\":1"),
                    status.out());
            assertTrue(
                    status.out()
                            .contains(
                                    "\"class\":\"P1\",\"committed\":7,\"proven\":7,\"unproven\":0"),
                    status.out());
            Run verify = run("verify", "--json", "--home", home());
            assertEquals(0, verify.exit(), verify.out());
            assertTrue(verify.out().contains("\"proved\":true"));
            TestBooth copy = booth.copy();
            rig.send(booth, booth.records(booth.seal(SealClass.P2, 1)));
            rig.send(booth, copy.records(copy.seal(SealClass.P2, 1)));
            assertEquals(3, run("status", "--home", home()).exit());
            verify = run("verify", "--home", home());
            assertEquals(1, verify.exit());
            assertTrue(verify.out().contains(booth.id().hex() + "/P2 at 1"), verify.out());
            Run cleared =
                    run(
                            "alarm",
                            "clear",
                            "1",
                            "--by",
                            "op",
                            "--reason",
                            "board replaced",
                            "--home",
                            home());
            assertEquals(0, cleared.exit(), cleared.err());
            assertEquals(
                    1,
                    run("alarm", "clear", "1", "--by", "op", "--reason", "x", "--home", home())
                            .exit());
            assertEquals(0, run("status", "--home", home()).exit());
            // cleared is not undone
            assertEquals(1, run("verify", "--home", home()).exit());
        }
    }

    @Test
    void checkDeliveredNamesWhatIsMissingOrDouble() throws Exception {
        Path acks = temp.resolve("acks.tsv");
        Files.writeString(acks, "lpr-1\te1\nlpr-1\te2\nlpr-1\te1\nlpr-1\te-torn");
        try (ReceiverRig rig = new ReceiverRig(Path.of(home()))) {
            TestBooth booth = rig.enrol("north-1");
            receive(rig, booth);
            Run run = run("check-delivered", "--json", "--acks", acks.toString(), "--home", home());
            assertEquals(0, run.exit(), run.out());
            assertEquals(
                    "{\"acknowledged\":2,\"present\":2,\"missing\":0,\"duplicated\":0,\"malformed_lines\":0,"
                            + "\"missing_ids\":[],\"duplicated_ids\":[]}",
                    run.out().strip());
            Files.writeString(acks, "lpr-1\te1\nlpr-2\te2\nlpr-1\tgone\n");
            run = run("check-delivered", "--json", "--acks", acks.toString(), "--home", home());
            assertEquals(1, run.exit());
            assertTrue(run.out().contains("\"missing\":2"));
            assertTrue(run.out().contains("\"missing_ids\":[\"lpr-2 e2\",\"lpr-1 gone\"]"));
            rig.send(
                    booth,
                    booth.records(
                            List.of(
                                    booth.seal(
                                            SealClass.P1,
                                            TestRecords.read("lpr-1", "e1", "p9", false)))));
            Files.writeString(acks, "lpr-1\te1\n");
            run = run("check-delivered", "--json", "--acks", acks.toString(), "--home", home());
            assertEquals(1, run.exit());
            assertTrue(run.out().contains("\"duplicated_ids\":[\"lpr-1 e1\"]"));
            Files.writeString(acks, "no tab here\n");
            assertEquals(
                    1, run("check-delivered", "--acks", acks.toString(), "--home", home()).exit());
        }
    }

    @Test
    void noContentIsInAnyFileOfTheHomeNorInAnyOutput() throws Exception {
        try (ReceiverRig rig = new ReceiverRig(Path.of(home()))) {
            receive(rig, rig.enrol("north-1"));
            String output =
                    run("summary", "--home", home()).out()
                            + run("status", "--json", "--home", home()).out()
                            + run("verify", "--json", "--home", home()).out();
            assertFalse(output.contains(TestRecords.CANARY_PLATE));
            assertFalse(output.contains(TestRecords.CANARY_LOOKOUT));
            // while open, so that the write-ahead log is looked through as well
            try (Stream<Path> files = Files.walk(Path.of(home()))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertFalse(bytes.contains(TestRecords.CANARY_PLATE), file.toString());
                    assertFalse(bytes.contains(TestRecords.CANARY_LOOKOUT), file.toString());
                }
            }
        }
    }
}
