package dev.gatehouse.simulators;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the simulated lanes of this process are doing. The last scenario of each lane stays visible
/// after its links are closed, so that a run can report its end.
public final class Scenarios {

    private static final Map<String, LaneScenario> LANES = new TreeMap<>();

    private Scenarios() {}

    /// One entry a simulated lane, by lane id.
    public static List<Progress> progress() {
        List<Progress> all = new ArrayList<>();
        for (LaneScenario lane : lanes()) {
            all.add(lane.progress());
        }
        return List.copyOf(all);
    }

    /// True when there is at least one simulated lane and each has come to its end.
    public static boolean finished() {
        List<Progress> all = progress();
        return !all.isEmpty() && all.stream().allMatch(Progress::finished);
    }

    /// What a person beside the vehicle sees, found by what the reader said of it a short while
    /// ago; only for readers simulated in this process.
    ///
    /// @param read the read as the terminal showed it, `?` for unread characters
    public static Optional<Truth> truth(String laneId, String read) {
        LaneScenario lane;
        synchronized (LANES) {
            lane = LANES.get(laneId);
        }
        return lane == null ? Optional.empty() : lane.truth(read);
    }

    static void show(LaneScenario lane) {
        synchronized (LANES) {
            LANES.put(lane.laneId(), lane);
        }
    }

    private static List<LaneScenario> lanes() {
        synchronized (LANES) {
            return List.copyOf(LANES.values());
        }
    }
}
