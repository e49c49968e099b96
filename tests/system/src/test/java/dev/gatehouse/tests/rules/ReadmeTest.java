package dev.gatehouse.tests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// README.md against the tree and the programs.
final class ReadmeTest {
    private static final Pattern ROW =
            Pattern.compile("^\\|[^|]+\\|\\s*`([^`]+)`\\s*\\|", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    private static String readme() {
        return Tree.text("README.md");
    }

    private static Set<String> index() {
        Set<String> index =
                ROW.matcher(readme())
                        .results()
                        .map(row -> row.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(index.size() > 20, "the index of concepts and paths was not found in README.md");
        return index;
    }

    @Test
    void everyPathInTheIndexExists() {
        assertEquals(
                List.of(),
                index().stream().filter(path -> !Files.exists(Tree.root().resolve(path))).toList());
    }

    /// Anywhere in the text, what begins like a folder of the root is a path of the tree.
    @Test
    void everyPathInTheTextExists() throws IOException {
        Set<String> tops =
                Tree.files().stream()
                        .filter(file -> file.indexOf('/') > 0)
                        .map(file -> file.substring(0, file.indexOf('/')))
                        .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        for (MatchResult code : CODE.matcher(readme()).results().toList()) {
            String path = code.group(1).split("[ :]", -1)[0];
            boolean ours =
                    path.indexOf('/') > 0 && tops.contains(path.substring(0, path.indexOf('/')));
            if (ours && !Files.exists(Tree.root().resolve(path))) {
                missing.add(path);
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyPackageOfMainCodeIsInTheIndex() throws IOException {
        TreeSet<String> packages =
                Tree.mainSources().stream()
                        .map(file -> file.substring(0, file.lastIndexOf('/')))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(packages.size() > 20, "the packages were not found");
        packages.removeAll(index());
        assertEquals(new TreeSet<String>(), packages);
    }

    @Test
    void everyCommandAndOptionShownExists() throws IOException {
        assertEquals(List.of(), new ShownCommands().faults("README.md", readme()));
        assertTrue(ShownCommands.in(readme()).size() > 10, "no commands were found");
    }

    @Test
    void everyExampleOfTheHelpTextsExists() throws IOException {
        List<String> faults = new ArrayList<>();
        int examples = 0;
        ShownCommands shown = new ShownCommands();
        for (ShownCommands.Help help : shown.helpTexts()) {
            examples += ShownCommands.in(help.text()).size();
            faults.addAll(shown.faults(help.command(), help.text()));
        }
        assertEquals(List.of(), faults);
        assertTrue(examples > 20, "no examples were found");
    }

    @Test
    void aWrongCommandIsFound() throws IOException {
        ShownCommands shown = new ShownCommands();
        for (String wrong :
                List.of(
                        "gatehouse runn --config x",
                        "gatehouse run --configuration x",
                        "deploy-scripts/gatehouse-central verify --proof",
                        "deploy-scripts/demo --minutes 3",
                        "deploy-scripts/prove nothing")) {
            assertEquals(1, shown.faults("made", "`" + wrong + "`").size(), wrong);
        }
    }
}
