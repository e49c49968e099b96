package dev.gatehouse.booth.doctor;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.core.lookout.ListLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The lookout list: as the running booth sees it, or its file. Lines and figures only.
final class ListChecks {
    private ListChecks() {}

    static void look(Scene scene) {
        if (scene.running()) {
            running(scene);
        } else {
            scene.config().ifPresent(config -> file(scene, config.lookouts()));
        }
        scene.config().ifPresent(config -> inTheClear(scene, config.lookouts().file()));
    }

    private static String subject(Scene scene) {
        return scene.config().map(config -> config.lookouts().file().toString()).orElse("");
    }

    private static void running(Scene scene) {
        String level = scene.word("lookouts.level");
        String source = scene.word("lookouts.source");
        long ageS = scene.count("lookouts.age_s");
        if (level.equals("DAMAGED") || source.equals("DAMAGED")) {
            damaged(scene, level.equals("DAMAGED"));
        } else if (level.equals("ABSENT") || source.equals("ABSENT")) {
            missing(scene, level.equals("ABSENT"));
        }
        if (level.equals("RED")) {
            stale(scene, ageS);
        } else if (level.equals("AMBER")) {
            ageing(scene, ageS);
        }
        recent(scene);
    }

    private static void recent(Scene scene) {
        boolean inMemory = scene.word("lookouts.replay.stored").equals("MEMORY");
        long dropped = scene.count("lookouts.replay.dropped");
        long evicted = scene.count("lookouts.replay.evicted");
        if (inMemory || dropped > 0 || evicted > 0) {
            scene.found(
                    Finding.of(
                                    Ailment.LST_REPLAY,
                                    subject(scene),
                                    inMemory
                                            ? "The disk refuses them: a restart forgets them, and a lookout that comes later finds nothing."
                                            : "There were more than the booth keeps: a lookout that comes late may miss some.",
                                    inMemory
                                            ? "look at the disk's space (df) and errors (dmesg)"
                                            : "set lookouts.replay_h lower, or accept it")
                            .with("dropped", dropped)
                            .with("evicted", evicted));
        }
    }

    private static void file(Scene scene, BoothConfig.Lookouts lookouts) {
        Path file = lookouts.file();
        if (!Files.isRegularFile(file)) {
            missing(scene, true);
            return;
        }
        try {
            switch (ListLook.at(file, Optional.of(lookouts.key()), lookouts.scope())) {
                case ListLook.Bad _ -> damaged(scene, true);
                case ListLook.Held held -> {
                    long ageS =
                            Duration.between(held.issuedAt(), scene.machine().now()).toSeconds();
                    if (ageS >= lookouts.hardAgeS()) {
                        stale(scene, ageS);
                    } else if (ageS >= lookouts.softAgeS()) {
                        ageing(scene, ageS);
                    }
                }
            }
        } catch (IOException _) {
            damaged(scene, true);
        }
    }

    /// Whoever takes the disk out of a booth reads what lies there in the clear.
    private static void inTheClear(Scene scene, Path file) {
        try {
            if (Files.isRegularFile(file) && ListLook.form(file) == ListLook.Form.CSV) {
                scene.found(
                        Finding.of(
                                Ailment.LST_CLEAR,
                                subject(scene),
                                "Whoever takes the disk out of the booth can read it.",
                                "publish it as gatehouse-central lookout build makes it"));
            }
        } catch (IOException _) {
            // a file that cannot be read has a finding of its own
        }
    }

    private static void missing(Scene scene, boolean nothingInForce) {
        scene.found(
                Finding.of(
                                Ailment.LST_MISSING,
                                subject(scene),
                                nothingInForce
                                        ? "No list is in force: every passage is query by hand."
                                        : "The file is gone; the list read before is in force.",
                                "publish the list to that path again")
                        .with("in_force", !nothingInForce));
    }

    private static void damaged(Scene scene, boolean nothingInForce) {
        scene.found(
                Finding.of(
                                Ailment.LST_DAMAGED,
                                subject(scene),
                                nothingInForce
                                        ? "No list is in force: every passage is query by hand."
                                        : "The file is no list; the one read before is in force.",
                                "publish it again, CSV with its header line or a built list with its key;"
                                        + " gatehouse-central lookout check says what is wrong")
                        .with("in_force", !nothingInForce));
    }

    private static void stale(Scene scene, long ageS) {
        scene.found(
                Finding.of(
                                Ailment.LST_STALE,
                                subject(scene),
                                "It proves nothing any more: no hit is query by hand, never clear.",
                                "publish a new list; look at what publishes it")
                        .with("age_s", ageS));
    }

    private static void ageing(Scene scene, long ageS) {
        scene.found(
                Finding.of(
                                Ailment.LST_AGEING,
                                subject(scene),
                                "Every answer carries a warning until a new list comes.",
                                "publish a new list; look at what publishes it")
                        .with("age_s", ageS));
    }
}
