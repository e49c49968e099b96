package dev.gatehouse.booth.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// The panel's state as the streams carry it: a few sections, each with the number of the look that
/// last changed it. Who has seen look n needs only the sections changed since.
///
/// Owned by the thread that looks; what it hands out is immutable.
final class Feed {
    /// One section.
    ///
    /// @param changed number of the look that changed it last
    /// @param json its text
    record Section(long changed, String json) {}

    /// Everything as of one look.
    ///
    /// @param run names this run of the booth; numbers of another run mean nothing
    /// @param number of the look, from 1
    /// @param times the changing part of the message: ages are counted from it
    /// @param sections by name
    record Look(String run, long number, String times, Map<String, Section> sections) {
        Look {
            sections = Map.copyOf(sections);
        }

        /// As one event of a stream (WHATWG HTML, 9.2).
        ///
        /// @param seen the last look that the client has; 0 for none
        String event(long seen) {
            StringBuilder data = new StringBuilder(256);
            data.append("id: ").append(run).append('-').append(number);
            data.append("\nevent: state\ndata: {\"run\":\"").append(run).append("\",");
            data.append("\"whole\":").append(seen == 0).append(',').append(times);
            data.append(",\"sections\":{");
            boolean first = true;
            for (Map.Entry<String, Section> section : sections.entrySet()) {
                if (section.getValue().changed() > seen) {
                    data.append(first ? "" : ",").append('"').append(section.getKey());
                    data.append("\":").append(section.getValue().json());
                    first = false;
                }
            }
            return data.append("}}\n\n").toString();
        }

        boolean hasNews(long seen) {
            return sections.values().stream().anyMatch(section -> section.changed() > seen);
        }

        /// What a client of this Last-Event-ID has seen; 0 when that is of another run, of the
        /// future or no number at all.
        long seen(String lastEventId) {
            if (!lastEventId.startsWith(run + "-") || lastEventId.length() > run.length() + 18) {
                return 0;
            }
            try {
                long seen = Long.parseLong(lastEventId, run.length() + 1, lastEventId.length(), 10);
                return seen >= 0 && seen <= number ? seen : 0;
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }

    private final String run;
    private final Function<Map<String, ?>, String> json;
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private long number;

    /// @param json prints a tree of maps, lists, texts, numbers and flags
    Feed(String run, Function<Map<String, ?>, String> json) {
        this.run = run;
        this.json = json;
    }

    Look look(Map<String, ?> status) {
        number++;
        PanelSections.of(status)
                .forEach((name, tree) -> {
                    String text = json.apply(tree);
                    Section before = sections.get(name);
                    if (before == null || !before.json().equals(text)) {
                        sections.put(name, new Section(number, text));
                    }
                });
        String times = json.apply(PanelSections.times(status));
        return new Look(run, number, times.substring(1, times.length() - 1), sections);
    }
}
