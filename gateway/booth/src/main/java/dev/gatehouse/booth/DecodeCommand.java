package dev.gatehouse.booth;

import dev.gatehouse.booth.daemon.StatusPage;
import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.dmr.DmrView;
import dev.gatehouse.protocols.document.DocumentView;
import dev.gatehouse.protocols.homebrew.HomebrewView;
import dev.gatehouse.protocols.hytera.HyteraView;
import dev.gatehouse.protocols.llrp.LlrpView;
import dev.gatehouse.protocols.lpr.LprView;
import dev.gatehouse.protocols.lpr.Makers;
import dev.gatehouse.protocols.mmdvm.MmdvmView;
import dev.gatehouse.protocols.n42.N42View;
import dev.gatehouse.protocols.portal.PortalView;
import dev.gatehouse.protocols.trbo.TrboView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lays a capture open: every field beside its octets, every check beside its verdict.
@Command(
        name = "decode",
        description = {
            "Lays a capture of yours open: every field beside its octets, every check beside its verdict.",
            "It shows all that is in the capture, texts and radio ids included, on standard output and nowhere else;",
            "of a travel document its checks, and its content only of a specimen."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse decode dmr bursts.bin",
            "  echo 0802... | gatehouse decode hytera -",
            "  gatehouse decode lpr request.txt --maker tattile",
            "  gatehouse decode dmr bursts.hex --json | python3 -m json.tool",
            "",
            "Exit codes: 0 every check holds, 1 a check does not, 2 usage or no such file."
        })
final class DecodeCommand implements Callable<Integer> {
    private static final int MAX_BYTES = 8 << 20;

    /// Protocols by the word of the command line.
    enum Protocol {
        DMR("bursts of 33 octets, one after the other", DmrView::of),
        MMDVM("a stream of frames from a modem or to one", MmdvmView::of),
        HOMEBREW("one datagram", HomebrewView::of),
        HYTERA("one datagram: HSTRP, HRNP, HDAP, P2P or IPSC", HyteraView::of),
        TRBO("one datagram: ARS, TMS or LRRP, with or without its IPv4 and UDP", TrboView::of),
        LLRP("messages of one direction, one after the other", LlrpView::of),
        LPR("a plate reader's request, with or without its head, or its lines", LprView::of),
        PORTAL("lines of a radiation portal, or Modbus TCP of an Aspect portal", PortalView::of),
        N42("one ANSI N42.42 document", N42View::of),
        DOCUMENT(
                "one swipe of a document reader; of specimens alone its content", DocumentView::of);

        private final String what;

        @SuppressWarnings("ImmutableEnumChecker") // a method without state
        private final Function<byte[], Dissection> view;

        Protocol(String what, Function<byte[], Dissection> view) {
            this.what = what;
            this.view = view;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Protocol> of(String word) {
            return Stream.of(values()).filter(one -> one.word().equals(word)).findAny();
        }
    }

    /// How a capture is written.
    enum Form {
        /// Hex when nothing else is in it.
        AUTO,
        HEX,
        BINARY
    }

    @Parameters(index = "0", paramLabel = "PROTOCOL", description = "What was captured.")
    private String protocol = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "-",
            description = "The capture; - for standard input.")
    private String file = "-";

    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "auto",
            description =
                    "hex (blanks, line ends, colons and lines from # on are left out), binary, or auto. Default:"
                            + " ${DEFAULT-VALUE}")
    private Form form = Form.AUTO;

    @Option(
            names = "--json",
            description = {
                "One JSON object: name, hex, sound, nodes; a node is a field (field, hex, value), a check (check, verdict, note,",
                "corrected_bits) or a part, which is such an object again."
            })
    private boolean json;

    @Option(
            names = "--maker",
            paramLabel = "MAKER",
            defaultValue = "",
            description = "Of lpr: reads it as this maker's, instead of finding out whose it is.")
    private String maker = "";

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    DecodeCommand() {}

    @Override
    public Integer call() {
        Protocol known =
                Protocol.of(protocol.toLowerCase(Locale.ROOT))
                        .orElseThrow(() -> usage("PROTOCOL: expected one of\n" + protocols()));
        byte[] octets = octets(read());
        Dissection view = maker.isEmpty() ? known.view.apply(octets) : ofMaker(known, octets);
        spec.commandLine()
                .getOut()
                .println(json ? StatusPage.json(tree(view)) : String.join("\n", lines(view)));
        return view.sound() ? ExitCode.FINE.code() : ExitCode.FAILED.code();
    }

    private Dissection ofMaker(Protocol known, byte[] octets) {
        if (known != Protocol.LPR || !Makers.names().contains(maker)) {
            throw usage("--maker: expected, with lpr, one of " + Makers.names());
        }
        return LprView.of(octets, maker);
    }

    private static String protocols() {
        return Stream.of(Protocol.values())
                .map(one -> String.format(Locale.ROOT, "  %-10s %s", one.word(), one.what))
                .collect(Collectors.joining("\n"));
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private byte[] read() {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw usage("FILE: expected at most " + MAX_BYTES + " octets");
            }
            return bytes;
        } catch (IOException e) {
            throw usage("FILE: cannot be read: " + file);
        }
    }

    private byte[] octets(byte[] bytes) {
        Optional<byte[]> hex =
                form == Form.BINARY
                        ? Optional.empty()
                        : hex(new String(bytes, StandardCharsets.ISO_8859_1));
        if (hex.isEmpty() && form == Form.HEX) {
            throw usage("FILE: expected hex digits in pairs");
        }
        return hex.orElse(bytes);
    }

    /// Empty when there is anything else in it.
    static Optional<byte[]> hex(String text) {
        String digits =
                text.lines()
                        .map(line ->
                                line.contains("#") ? line.substring(0, line.indexOf('#')) : line)
                        .collect(Collectors.joining())
                        .replaceAll("[\\s:]", "");
        boolean good =
                !digits.isEmpty()
                        && digits.length() % 2 == 0
                        && digits.chars().allMatch(HexFormat::isHexDigit);
        return good ? Optional.of(HexFormat.of().parseHex(digits)) : Optional.empty();
    }

    private static List<String> lines(Dissection view) {
        List<String> lines = new ArrayList<>();
        lines.add(view.name() + "  " + view.hex());
        indent(view, "  ", lines);
        return lines;
    }

    private static void indent(Dissection view, String margin, List<String> lines) {
        for (Dissection.Node node : view.nodes()) {
            switch (node) {
                case Dissection.Field field ->
                        lines.add(
                                margin
                                        + field.name()
                                        + (field.hex().isEmpty() ? "" : "  " + field.hex())
                                        + "  "
                                        + printable(field.value()));
                case Dissection.Check check ->
                        lines.add(
                                margin
                                        + "["
                                        + check.verdict()
                                        + "] "
                                        + check.name()
                                        + (check.correctedBits() == 0
                                                ? ""
                                                : ", " + check.correctedBits() + " bits corrected")
                                        + (check.note().isEmpty()
                                                ? ""
                                                : ": " + printable(check.note())));
                case Dissection.Part(Dissection inside) -> {
                    lines.add(margin + inside.name() + "  " + inside.hex());
                    indent(inside, margin + "  ", lines);
                }
            }
        }
    }

    /// What a capture says must not steer the terminal that shows it.
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    private static Map<String, Object> tree(Dissection view) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", view.name());
        tree.put("hex", view.hex());
        tree.put("sound", view.sound());
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (Dissection.Node node : view.nodes()) {
            nodes.add(
                    switch (node) {
                        case Dissection.Field field -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("field", field.name());
                            one.put("hex", field.hex());
                            one.put("value", field.value());
                            yield one;
                        }
                        case Dissection.Check check -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("check", check.name());
                            one.put("verdict", check.verdict().name());
                            one.put("note", check.note());
                            one.put("corrected_bits", check.correctedBits());
                            yield one;
                        }
                        case Dissection.Part(Dissection inside) -> Map.of("part", tree(inside));
                    });
        }
        tree.put("nodes", nodes);
        return tree;
    }
}
