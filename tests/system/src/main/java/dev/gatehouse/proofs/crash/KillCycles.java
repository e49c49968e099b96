package dev.gatehouse.proofs.crash;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.prove.OpenedRecords;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.SealClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// SIGKILL of a running booth under load: real processes, HTTP, MQTT and files. Readers and
/// officers repeat until they are answered; at the end central must have everything they were
/// answered for, once.
final class KillCycles {
    private static final int EARLY_KILL_MS_MAX = 900;
    private static final int EARLY_KILLS_PERCENT = 25;
    private static final int ACKS_MAX = 40;
    private static final int LATE_KILL_MS_MAX = 150;
    private static final long ACKS_LIMIT_MS = 20_000;
    private static final long DRAIN_LIMIT_MS = 120_000;
    private static final int POLL_MS = 10;
    private static final int STATUS_POLL_MS = 250;
    private static final int PROGRESS_EVERY = 10;

    private final SplittableRandom random;
    private final KillSite site;
    private final MadeUpPlates plates;
    private final Progress progress;
    private final Claims claims = new Claims();
    private final List<String> faults = new ArrayList<>();
    private long earlyKills;
    private long kills;
    private long retries;
    private final Map<SealClass, Long> sealed = new LinkedHashMap<>();

    KillCycles(Path home, long seed, Progress progress) throws IOException {
        this.random = new SplittableRandom(seed);
        this.site = new KillSite(home, seed);
        this.plates = new MadeUpPlates(random.split());
        this.progress = progress;
    }

    Outcome run(int cycles) throws IOException, InterruptedException, SQLException {
        site.prepare(plates);
        try (Program central = site.startCentral();
                AckFile acks = new AckFile(claims, site.acknowledgements())) {
            List<Peer> peers = peers(acks);
            peers.forEach(Peer::start);
            try {
                for (int cycle = 1; cycle <= cycles && faults.isEmpty(); cycle++) {
                    cycle(cycle, acks);
                    if (!central.isAlive()) {
                        faults.add("central ended by itself: " + central.errors());
                    }
                    if (cycle % PROGRESS_EVERY == 0) {
                        progress.say(
                                "kill: " + cycle + " SIGKILLs, " + acks.count() + " acknowledged");
                    }
                }
                drain(cycles + 1, peers);
            } finally {
                for (Peer peer : peers) {
                    var _ = peer.finish(1);
                }
            }
            if (central.stop(DRAIN_LIMIT_MS) != 0) {
                faults.add("central did not end cleanly");
            }
        }
        return judge(cycles);
    }

    private List<Peer> peers(AckFile acks) throws IOException {
        List<Peer> peers = new ArrayList<>();
        for (String reader : KillSite.HTTP_READERS) {
            peers.add(
                    new HttpReader(
                            reader,
                            site.httpUri(reader),
                            random.split(),
                            plates.another(random.split()),
                            acks));
        }
        for (String reader : KillSite.BUS_READERS) {
            peers.add(
                    new BusReader(
                            reader,
                            site.busUri(),
                            site.password(reader),
                            random.split(),
                            plates.another(random.split()),
                            acks));
        }
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String name :
                List.of(
                        "officer-" + OfficerWork.OFFICER,
                        "officer-" + OfficerWork.SUPERINTENDENT,
                        "observer")) {
            passwords.put(name, site.password(name));
        }
        peers.add(
                new BusOfficer(
                        site.busUri(),
                        passwords,
                        random.split(),
                        plates.another(random.split()),
                        acks));
        return peers;
    }

    private void cycle(int cycle, AckFile acks) throws IOException, InterruptedException {
        try (Program booth = site.startBooth(cycle)) {
            if (random.nextInt(100) < EARLY_KILLS_PERCENT) {
                earlyKills++;
                Thread.sleep(random.nextInt(EARLY_KILL_MS_MAX));
            } else {
                awaitAcknowledgements(booth, acks);
                Thread.sleep(random.nextInt(LATE_KILL_MS_MAX));
            }
            boolean alive = booth.isAlive();
            int exit = booth.kill();
            if (!alive) {
                faults.add("the booth ended by itself with " + exit + ": " + booth.errors());
            }
            kills += exit == Program.KILLED ? 1 : 0;
        }
    }

    private void awaitAcknowledgements(Program booth, AckFile acks) throws InterruptedException {
        long wanted = acks.count() + random.nextInt(1, ACKS_MAX);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ACKS_LIMIT_MS);
        while (acks.count() < wanted && booth.isAlive()) {
            if (System.nanoTime() - deadline > 0) {
                faults.add("the booth acknowledges nothing after a restart: " + site.status());
                return;
            }
            Thread.sleep(POLL_MS);
        }
    }

    /// The last run ends cleanly, after everything was acknowledged and receipted.
    private void drain(int run, List<Peer> peers) throws IOException, InterruptedException {
        progress.say("kill: draining");
        try (Program booth = site.startBooth(run)) {
            for (Peer peer : peers) {
                if (!peer.finish(DRAIN_LIMIT_MS)) {
                    faults.add("a device was never answered");
                }
            }
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_LIMIT_MS);
            while (!receipted(site.status()) && booth.isAlive()) {
                if (System.nanoTime() - deadline > 0) {
                    faults.add("central does not receipt everything: " + site.status());
                    break;
                }
                Thread.sleep(STATUS_POLL_MS);
            }
            int exit = booth.stop(DRAIN_LIMIT_MS);
            if (exit != 0) {
                faults.add("the booth ended with " + exit + ": " + booth.errors());
            }
            compareSealed(FlatJson.parse(booth.lastLine().isEmpty() ? "{}" : booth.lastLine()));
        }
        retries = peers.stream().mapToLong(Peer::retries).sum();
    }

    private void compareSealed(FlatJson last) {
        for (SealClass sealClass : SealClass.values()) {
            String prefix = "journal." + sealClass.name().toLowerCase(java.util.Locale.ROOT);
            sealed.put(sealClass, last.number(prefix + ".durable"));
        }
        if (last.number("journal.sealed") != last.number("journal.receipted")) {
            faults.add("the booth ended before everything was receipted");
        }
    }

    /// The loops go on for ever, so that a few records are always on their way.
    private static boolean receipted(String status) throws IOException {
        if (status.isEmpty()) {
            return false;
        }
        FlatJson json = FlatJson.parse(status);
        return json.number("journal.sealed") - json.number("journal.receipted") < 50
                && json.text("uplink.stage").equals("LIVE");
    }

    private Outcome judge(int cycles) throws IOException, SQLException, InterruptedException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("cycles", cycles);
        figures.put("kills", kills);
        figures.put("kills_while_starting", earlyKills);
        figures.put("acknowledged", claims.count());
        figures.put("sent_again", retries);
        List<String> files = new ArrayList<>(List.of("--acks", site.acknowledgements().toString()));
        if (Files.exists(site.loopAcknowledgements())) {
            files.addAll(List.of("--acks", site.loopAcknowledgements().toString()));
        }
        FlatJson delivered = FlatJson.parse(site.ask("check-delivered", files, faults));
        figures.put("delivered_missing", delivered.number("missing"));
        figures.put("delivered_duplicated", delivered.number("duplicated"));
        FlatJson proof = FlatJson.parse(site.ask("verify", List.of(), faults));
        figures.put("findings", proof.number("finding_count"));
        figures.put("declared_lost", proof.number("lost"));
        if (proof.number("lost") != 0) {
            faults.add("SIGKILL lost what was on disk: declared lost " + proof.number("lost"));
        }
        var _ = site.ask("status", List.of(), faults);
        Evidence evidence = new Evidence();
        new OpenedRecords(
                        new LedgerFiles(site.centralHome().resolve("ledger")),
                        CentralKeys.open(site.centralHome().resolve("keys")))
                .visit(evidence);
        figures.put("records_at_central", evidence.records());
        figures.put("referrals", evidence.referralCount());
        figures.putAll(evidence.compare(claims, faults));
        sealed.forEach((sealClass, count) -> {
            if (count != evidence.records(sealClass)) {
                faults.add(
                        sealClass
                                + ": sealed "
                                + count
                                + ", at central "
                                + evidence.records(sealClass));
            }
        });
        return new Outcome(figures, List.copyOf(faults));
    }
}
