package dev.gatehouse.tests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A protobuf message as text is a plate in a log sooner or later.
final class PrintingTest {
    @Test
    void noProtobufMessageIsMadeIntoText() throws IOException {
        assertEquals(List.of(), Printed.in(Sources.ofTree()));
    }

    private static JavaFileObject source(String statement) {
        String text =
                """
                import dev.gatehouse.proto.v1.Alert;
                import com.google.protobuf.ByteString;
                import java.util.*;
                class Made {
                    record Bearing(int number, Alert alert) {}
                    record Withheld(Alert alert) { @Override public String toString() { return ""; } }
                    Object made(Alert alert, Alert.Builder building, ByteString octets,
                            Optional<Alert> perhaps, Bearing bearing, Withheld withheld) {
                        String text = "";
                        %s
                        return text;
                    }
                }
                """
                        .formatted(statement);
        return new SimpleJavaFileObject(
                URI.create("made:///Made.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text = alert.toString();",
                "text = \"alert \" + alert;",
                "text += alert;",
                "text = building + text;",
                "text = String.valueOf(alert);",
                "text = String.format(\"%s\", alert);",
                "text = \"%s\".formatted(alert);",
                "text = \"\" + perhaps;",
                "text = \"\" + List.of(alert);",
                "text = \"\" + bearing;",
                "text = \"\" + octets;",
                "text = Objects.toString(alert);",
                "org.tinylog.Logger.info(\"XYZ-001 alert={}\", alert);",
                "new StringBuilder().append(alert);",
                "perhaps.map(Alert::toString);",
                "if (text.isEmpty()) throw new AssertionError(alert);"
            })
    void everyWayToPrintOneIsFound(String statement) throws IOException {
        assertEquals(1, Printed.in(Sources.of(source(statement))).size(), statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text = \"\" + withheld;",
                "text = \"\" + alert.getSerializedSize() + octets.size();",
                "text = \"\" + bearing.number();",
                "text = octets.toStringUtf8();"
            })
    void whatPrintsNoneIsLeftAlone(String statement) throws IOException {
        assertEquals(List.of(), Printed.in(Sources.of(source(statement))), statement);
    }
}
