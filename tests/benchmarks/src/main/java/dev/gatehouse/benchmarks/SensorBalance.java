package dev.gatehouse.benchmarks;

import dev.gatehouse.benchmarks.SensorLoad.Source;
import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.prove.OpenedRecords;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.KeyFileException;
import dev.gatehouse.proto.v1.CheckedObservation;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;

/// What the sensors sent against what their drivers read, against what central has: three accounts
/// kept by three processes. One owner thread.
final class SensorBalance {
    private static final int SETTLE_LIMIT_S = 60;
    private static final int POLL_MS = 200;

    private final SensorLoad load;
    private final BoothSite site;
    private final Program booth;
    private long readsTaken;
    private long linesSent;
    private long linesTaken;
    private long tagsSent;
    private long tagsTaken;
    private long observations;
    private long atCentral;
    private long missingAtCentral;
    private long platesAtCentral;
    private long tagHits;
    private long alertsMissing;
    private long refused;
    private String remark = "";

    /// Observations by device, as central has them.
    private static final class Central {
        private final Map<String, Long> byDevice = new HashMap<>();
        private long plates;
        private long tagHits;
        private long unopened;

        private void take(CheckedObservation seen) {
            byDevice.merge(seen.getObservation().getDeviceId(), 1L, Long::sum);
            if (seen.getObservation().hasPlateRead()) {
                plates++;
            } else if (seen.getObservation().hasTagRead()
                    && seen.getChecksList().stream().anyMatch(check -> check.getHitsCount() > 0)) {
                tagHits++;
            }
        }
    }

    SensorBalance(SensorLoad load, BoothSite site, Program booth) {
        this.load = load;
        this.site = site;
        this.booth = booth;
    }

    /// Waits until the booth hears every portal and has taken over every reader.
    void awaitConnected() throws IOException, InterruptedException {
        var _ =
                site.awaitStatus(
                        booth,
                        page -> {
                            Map<String, String> devices = devices(page);
                            for (int portal = 0; portal < load.portals(); portal++) {
                                if (of(page, devices, SensorLoad.portal(portal), "driver.messages")
                                        < 1) {
                                    return false;
                                }
                            }
                            for (int reader = 0; reader < load.readers(); reader++) {
                                if (of(page, devices, SensorLoad.reader(reader), "driver.tags")
                                        < 1) {
                                    return false;
                                }
                            }
                            return true;
                        },
                        "connected to its sensors");
    }

    /// Waits until the accounts agree, or will not any more.
    ///
    /// @return the booth's page at that moment
    FlatJson settle(AlertBook<Source> book, AtomicLong tagAlerts)
            throws IOException, InterruptedException, SQLException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_LIMIT_S);
        while (true) {
            booth.requireAlive();
            FlatJson page = FlatJson.parse(site.status());
            boolean late = System.nanoTime() - limit > 0;
            atBooth(page);
            boolean receipted =
                    page.number("journal.sealed") > 0
                            && page.number("journal.sealed") == page.number("journal.receipted");
            if (late || (receipted && missingAtBooth() == 0)) {
                atCentral(page);
                alertsMissing =
                        book.missing() + book.unexpected() + Math.abs(tagHits - tagAlerts.get());
                if (late || lost() == 0) {
                    return page;
                }
            }
            Thread.sleep(POLL_MS);
        }
    }

    private void atBooth(FlatJson page) {
        Map<String, String> devices = devices(page);
        readsTaken = sum(load.cameras(), i -> of(page, devices, SensorLoad.camera(i), "frames"));
        linesSent = sum(load.portals(), load::lines);
        linesTaken =
                sum(
                        load.portals(),
                        i -> of(page, devices, SensorLoad.portal(i), "driver.messages"));
        tagsSent = sum(load.readers(), load::reported);
        tagsTaken =
                sum(load.readers(), i -> of(page, devices, SensorLoad.reader(i), "driver.tags"));
        refused = 0;
        for (String device : devices.values()) {
            refused +=
                    page.number(device + "refused_busy")
                            + page.number(device + "lost")
                            + page.number(device + "faults");
        }
        refused +=
                page.number("decisions.records_lost")
                        + page.number("decisions.repeats")
                        + load.lostByReaders();
    }

    private long missingAtBooth() {
        return Math.abs(load.posted() - readsTaken)
                + Math.abs(linesSent - linesTaken)
                + Math.abs(tagsSent - tagsTaken);
    }

    private void atCentral(FlatJson page) throws IOException, SQLException {
        Central central = central();
        observations = 0;
        atCentral = 0;
        missingAtCentral = central.unopened + Math.abs(load.posted() - central.plates);
        StringBuilder differing = new StringBuilder();
        devices(page)
                .forEach((id, device) -> {
                    long taken = page.number(device + "observations");
                    long there = central.byDevice.getOrDefault(id, 0L);
                    observations += taken;
                    atCentral += there;
                    missingAtCentral += Math.abs(taken - there);
                    if (taken != there) {
                        differing.append(" %s %d/%d".formatted(id, there, taken));
                    }
                });
        remark = differing.toString();
        platesAtCentral = central.plates;
        tagHits = central.tagHits;
    }

    private Central central() throws IOException, SQLException {
        Central central = new Central();
        try {
            new OpenedRecords(
                            new LedgerFiles(site.centralHome().resolve("ledger")),
                            CentralKeys.open(site.centralHome().resolve("keys")))
                    .visit((_, record) -> {
                        if (record.isEmpty()) {
                            central.unopened++;
                        } else if (record.get().hasCheckedObservation()) {
                            central.take(record.get().getCheckedObservation());
                        }
                    });
        } catch (KeyFileException e) {
            throw new IOException("central's keys", e);
        }
        return central;
    }

    private long lost() {
        return missingAtBooth() + missingAtCentral + alertsMissing + refused;
    }

    /// Which devices have not at central what they had at the booth; empty when all have.
    String remark() {
        return remark;
    }

    List<Figure> figures() {
        return List.of(
                count("camera_reads_sent", "reads that cameras posted", load.posted()),
                count("camera_reads_taken", "of them taken", readsTaken),
                count("camera_reads_at_central", "of them at central", platesAtCentral),
                count("portal_lines_sent", "lines that portals sent", linesSent),
                count("portal_lines_taken", "of them read", linesTaken),
                count("portal_alarms_sent", "occupancies with an alarm among them", load.alarms()),
                count("tag_reports_sent", "reads that RFID readers reported", tagsSent),
                count("tag_reports_taken", "of them read", tagsTaken),
                count("observations", "observations made of all that", observations),
                count("observations_at_central", "of them sealed, sent, opened", atCentral),
                count("alerts_missing", "alerts that were due and did not come", alertsMissing),
                count("refused", "refused, repeated or lost by the booth's own count", refused),
                count("lost", "lost anywhere", lost()).with(Aim.atMost(0)));
    }

    private static Figure count(String name, String words, long value) {
        return Figure.of(name, words, (double) value, "");
    }

    private static long sum(int count, IntToLongFunction each) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += each.applyAsLong(i);
        }
        return sum;
    }

    /// Where each device stands in the page.
    private static Map<String, String> devices(FlatJson page) {
        Map<String, String> devices = new HashMap<>();
        for (String element : page.elements("devices")) {
            devices.put(page.text(element + "id"), element);
        }
        return devices;
    }

    /// 0 while it is not there.
    private static long of(FlatJson page, Map<String, String> devices, String id, String what) {
        return Math.max(0, page.number(devices.getOrDefault(id, "") + what));
    }
}
