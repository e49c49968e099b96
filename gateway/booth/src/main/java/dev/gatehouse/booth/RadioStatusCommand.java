package dev.gatehouse.booth;

import dev.gatehouse.booth.config.ConfigException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Asks the running booth which radios it has heard.
@Command(
        name = "status",
        description = {
            "Shows the radios heard since the start of the booth on this machine, the last first: when, by which system,",
            "whether registered or calling for help, how old their location is, and what tells who made them."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse radio status",
            "  gatehouse radio status --json | python3 -m json.tool",
            "",
            "Exit codes: 0 shown, 4 no booth answers."
        })
final class RadioStatusCommand implements Callable<Integer> {
    private static final String FORMAT = "%-9s %-9s %4s %10s %7s %-12s %10s  %s";

    @Mixin private BoothAddress booth;

    @Option(
            names = "--json",
            description = "The booth's answer as one JSON object (documented in README, Radios).")
    private boolean json;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    RadioStatusCommand() {}

    @Override
    public Integer call() throws ConfigException {
        Optional<String> page = booth.page(spec, "/radios");
        if (page.isEmpty()) {
            return ExitCode.NOT_REACHABLE.code();
        }
        String answer = page.get();
        spec.commandLine().getOut().println(json ? answer : readable(answer));
        return ExitCode.FINE.code();
    }

    private static String readable(String answer) {
        try {
            return table(FlatJson.parse(answer));
        } catch (IOException e) {
            return "gatehouse: the booth's answer is not JSON";
        }
    }

    private static String table(FlatJson page) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        FORMAT,
                        "radio",
                        "system",
                        "slot",
                        "heard",
                        "times",
                        "state",
                        "located",
                        "maker"));
        for (String radio : page.elements("radios")) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            FORMAT,
                            page.text(radio + "id"),
                            page.text(radio + "system"),
                            page.text(radio + "slot"),
                            ago(page.number(radio + "heard_s")),
                            page.text(radio + "times"),
                            state(page, radio),
                            ago(page.number(radio + "located_s")),
                            maker(page, radio)));
        }
        return lines.size() == 1
                ? "no radio was heard yet"
                : String.join(System.lineSeparator(), lines);
    }

    private static String state(FlatJson page, String radio) {
        if (page.text(radio + "emergency").equals("true")) {
            return "EMERGENCY";
        }
        return page.text(radio + "registered").equals("true") ? "registered" : "";
    }

    private static String maker(FlatJson page, String radio) {
        String covered = page.text(radio + "covered");
        return page.text(radio + "maker")
                + (covered.equals("NO_EVIDENCE") ? "" : " [covered equipment: " + covered + "]");
    }

    private static String ago(long seconds) {
        return seconds < 0 ? "" : seconds + " s ago";
    }
}
