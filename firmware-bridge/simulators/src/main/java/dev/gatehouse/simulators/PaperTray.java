package dev.gatehouse.simulators;

import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.OfficerCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What travellers hand over: one or two papers a vehicle, in turn. Owned by one thread.
final class PaperTray {
    private final List<Paper> papers;
    private final RandomGenerator random;
    private final Map<String, Boolean> askedPassages = new LinkedHashMap<>();
    private int next;

    /// @param papers in the order of the vehicles; may be empty
    PaperTray(List<Paper> papers, RandomGenerator random) {
        this.papers = List.copyOf(papers);
        this.random = random;
        this.next = papers.isEmpty() ? 0 : random.nextInt(papers.size());
    }

    /// What the officer enters for a vehicle; of each once.
    List<OfficerCommand.Builder> of(String passageId) {
        if (papers.isEmpty() || passageId.isEmpty() || askedPassages.put(passageId, true) != null) {
            return List.of();
        }
        if (askedPassages.size() > OfficerMind.PASSAGE_LIMIT) {
            askedPassages.remove(askedPassages.keySet().iterator().next());
        }
        List<OfficerCommand.Builder> entries = new ArrayList<>();
        for (int count = 1 + random.nextInt(2); count > 0; count--) {
            Paper paper = papers.get(next);
            next = (next + 1) % papers.size();
            entries.add(
                    OfficerCommand.newBuilder()
                            .setKind(CommandKind.COMMAND_KIND_MANUAL_ENTRY)
                            .setEntryKind(paper.kind())
                            .setEntry(paper.text())
                            .setBirthDate(paper.birthDate())
                            .setSex(paper.sex())
                            .setNationality(paper.nationality()));
        }
        return entries;
    }
}
