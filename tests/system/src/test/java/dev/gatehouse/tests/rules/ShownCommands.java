package dev.gatehouse.tests.rules;

import dev.gatehouse.booth.Gatehouse;
import dev.gatehouse.central.GatehouseCentral;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/// Finds the command lines that a text shows and holds them against the programs' own models.
final class ShownCommands {
    /// A program at the start of a line, of code in backticks, or after a blank; up to what ends a
    /// command in a shell.
    private static final Pattern SHOWN =
            Pattern.compile(
                    "(?:^|[\\s`(])(?:deploy-scripts/)?(gatehouse-central|gatehouse|deploy-scripts/demo|"
                            + "deploy-scripts/prove)((?: +[^\\s`|&;<>)]+)+)",
                    Pattern.MULTILINE);

    private final CommandLine booth = new CommandLine(Gatehouse.class);
    private final CommandLine central = new CommandLine(GatehouseCentral.class);

    /// A command and what its help shows as examples.
    record Help(String command, String text) {}

    /// A command line: program, then words.
    static List<List<String>> in(String text) {
        List<List<String>> shown = new ArrayList<>();
        Matcher commands = SHOWN.matcher(text.replaceAll("\\\\\\n\\s*", " "));
        while (commands.find()) {
            List<String> words = new ArrayList<>();
            words.add(commands.group(1));
            words.addAll(Arrays.asList(commands.group(2).strip().split(" +", -1)));
            shown.add(words);
        }
        return shown;
    }

    List<String> faults(String where, String text) {
        List<String> faults = new ArrayList<>();
        for (List<String> words : in(text)) {
            fault(words)
                    .ifPresent(what ->
                            faults.add(where + ": " + what + " in: " + String.join(" ", words)));
        }
        return faults;
    }

    private Optional<String> fault(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "gatehouse" -> fault(booth, rest);
            case "gatehouse-central" -> fault(central, rest);
            case "deploy-scripts/demo" ->
                    Optional.ofNullable(booth.getSubcommands().get("demo"))
                            .map(demo -> options(demo, rest))
                            .orElse(Optional.of("no command demo"));
            default -> proof(rest.getFirst());
        };
    }

    private static Optional<String> proof(String name) {
        boolean known =
                name.equals("NAME")
                        || name.startsWith("-")
                        || Tree.text("deploy-scripts/prove").contains("[" + name + "]=");
        return known ? Optional.empty() : Optional.of("no proof " + name);
    }

    private static Optional<String> fault(CommandLine line, List<String> words) {
        CommandLine at = line;
        int used = 0;
        while (used < words.size() && !at.getSubcommands().isEmpty()) {
            String word = words.get(used);
            CommandLine below = at.getSubcommands().get(word);
            if (below == null && !word.startsWith("-") && !word.equals("...")) {
                return Optional.of("no command " + word);
            }
            if (below == null) {
                break;
            }
            at = below;
            used++;
        }
        return options(at, words.subList(used, words.size()));
    }

    private static Optional<String> options(CommandLine command, List<String> words) {
        return words.stream()
                .filter(word -> word.startsWith("--"))
                .map(word -> word.split("=", 2)[0].replaceAll("[\\].,:]+$", ""))
                .filter(option -> command.getCommandSpec().findOption(option) == null)
                .findFirst()
                .map(option -> "no option " + option);
    }

    /// The footers of every command of both programs.
    List<Help> helpTexts() {
        List<Help> texts = new ArrayList<>();
        collect(booth, texts);
        collect(central, texts);
        return texts;
    }

    private static void collect(CommandLine command, List<Help> texts) {
        String footer = String.join("\n", command.getCommandSpec().usageMessage().footer());
        texts.add(new Help(command.getCommandSpec().qualifiedName(), footer));
        command.getSubcommands().values().forEach(below -> collect(below, texts));
    }
}
