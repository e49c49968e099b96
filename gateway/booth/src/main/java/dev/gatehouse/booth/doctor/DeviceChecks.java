package dev.gatehouse.booth.doctor;

import dev.gatehouse.booth.FlatJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Devices of a running booth. A quiet lane is no fault: a device is called silent after long, and
/// blind only when another device of its lane counts vehicles.
final class DeviceChecks {
    private DeviceChecks() {}

    private record Device(String id, String kind, String lane, String path) {}

    static void look(Scene scene) {
        if (scene.status().isEmpty()) {
            return;
        }
        FlatJson page = scene.status().get();
        List<Device> devices = new ArrayList<>();
        for (String path : page.elements("devices")) {
            devices.add(
                    new Device(
                            page.text(path + "id"),
                            page.text(path + "kind"),
                            page.text(path + "lane"),
                            path));
        }
        boolean finished = scene.word("links_finished").equals("true");
        for (Device device : devices) {
            boolean judged = state(scene, device);
            if (!finished && !judged) {
                heard(scene, device, devices);
            }
            frames(scene, device);
        }
    }

    /// What the registry says of it.
    ///
    /// @return whether that says enough of its silence
    private static boolean state(Scene scene, Device device) {
        String reasons =
                String.join(
                        ", ",
                        scene.status().orElseThrow().below(device.path() + "reasons").values());
        switch (scene.word(device.path() + "condition")) {
            case "STALE", "FAULTY" ->
                    scene.found(
                            Finding.of(
                                            Ailment.DEV_STATE,
                                            device.id(),
                                            "It is "
                                                    + scene.word(device.path() + "condition")
                                                            .toLowerCase(Locale.ROOT)
                                                    + ": "
                                                    + reasons
                                                    + ".",
                                            "check its power and cable; gatehouse device list tells more")
                                    .with("link", scene.word(device.path() + "link")));
            case "DISABLED" -> {
                if (!reasons.equals("CONFIGURATION")) {
                    scene.found(
                            Finding.of(
                                            Ailment.DEV_OFF,
                                            device.id(),
                                            "It is switched off: " + reasons + ".",
                                            "gatehouse device enable " + device.id() + " --by NAME")
                                    .with("by", scene.word(device.path() + "by")));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void heard(Scene scene, Device device, List<Device> devices) {
        long vehicles =
                devices.stream()
                        .filter(other -> other.lane().equals(device.lane()))
                        .filter(other -> other.kind().equals("presence"))
                        .mapToLong(other -> scene.count(other.path() + "observations") / 2)
                        .sum();
        boolean never = scene.count(device.path() + "frames") == 0;
        boolean reader = device.kind().equals("plate-reader");
        boolean otherReader =
                devices.stream()
                        .anyMatch(other ->
                                other.lane().equals(device.lane())
                                        && other.kind().equals("plate-reader")
                                        && scene.count(other.path() + "frames") > 0);
        if (never && reader && !otherReader && vehicles >= Thresholds.BLIND_VEHICLES) {
            scene.found(
                    Finding.of(
                                    Ailment.DEV_BLIND,
                                    device.id(),
                                    "The loop of lane "
                                            + device.lane()
                                            + " counted vehicles, and this reader has sent nothing"
                                            + " since the start.",
                                    "check its power and cable, then its target address")
                            .with("vehicles", vehicles)
                            .with("link", scene.word(device.path() + "link")));
            return;
        }
        long sinceS =
                scene.figure(device.path() + "last_frame_age_s").orElse(scene.count("uptime_s"));
        if (sinceS >= scene.limits().silentS()) {
            scene.found(
                    Finding.of(
                                    Ailment.DEV_SILENT,
                                    device.id(),
                                    never
                                            ? "Nothing has come from it since the booth started."
                                            : "Nothing has come from it for long.",
                                    "check its power and cable, then its target address")
                            .with("silent_s", sinceS)
                            .with("limit_s", scene.limits().silentS())
                            .with("link", scene.word(device.path() + "link")));
        }
    }

    private static void frames(Scene scene, Device device) {
        long frames = scene.count(device.path() + "frames");
        Map<String, Object> reasons = new LinkedHashMap<>();
        long rejected = 0;
        for (Map.Entry<String, String> reason :
                scene.status().orElseThrow().below(device.path() + "rejected").entrySet()) {
            long count = scene.count(device.path() + "rejected." + reason.getKey());
            rejected += count;
            reasons.put(reason.getKey(), count);
        }
        if (rejected >= Thresholds.REJECTS_MIN
                && rejected * 100 >= frames * Thresholds.REJECTS_PERCENT) {
            scene.found(
                    Finding.of(
                                    Ailment.DEV_REJECTS,
                                    device.id(),
                                    "Of what it sends, "
                                            + rejected
                                            + " frames were no message of its format.",
                                    "set its output to the format that the booth expects")
                            .with("frames", frames)
                            .with("rejected", reasons));
        }
        counted(
                scene,
                device,
                "faults",
                Ailment.DEV_FAULT,
                "The driver itself failed on frames of this device.",
                "report it with: gatehouse status --json");
        counted(
                scene,
                device,
                "lost",
                Ailment.DEV_LOST,
                "It cannot send again, and the booth could not keep some of its events.",
                "look for findings of the journal and of the disk first");
    }

    private static void counted(
            Scene scene, Device device, String key, Ailment ailment, String cause, String remedy) {
        long count = scene.count(device.path() + key);
        if (count > 0) {
            scene.found(Finding.of(ailment, device.id(), cause, remedy).with(key, count));
        }
    }
}
