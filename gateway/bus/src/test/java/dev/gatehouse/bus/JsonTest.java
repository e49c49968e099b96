package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.Comparison;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.LaneSignal;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.TerminalNotice;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    @Test
    void printsCanonicalCompactJson() {
        LaneOutput output =
                LaneOutput.newBuilder()
                        .setLaneId("1")
                        .setSignal(LaneSignal.LANE_SIGNAL_CHECKED)
                        .setPulse(7)
                        .setValidForMs(1_500)
                        .build();
        assertEquals(
                "{\"laneId\":\"1\",\"signal\":\"LANE_SIGNAL_CHECKED\",\"pulse\":\"7\",\"validForMs\":1500}",
                TestBus.text(Json.print(output)));
    }

    @Test
    void whatIsPrintedIsReadBack() {
        TerminalNotice notice =
                TerminalNotice.newBuilder()
                        .setComparison(
                                Comparison.newBuilder()
                                        .setReferralId("r1")
                                        .addDiffering(3)
                                        .addDiffering(4))
                        .build();
        Decoded<TerminalNotice> back =
                Json.parse(Json.print(notice), TerminalNotice.getDefaultInstance());
        assertEquals(Decoded.message(notice), back);
    }

    @Test
    void originalNamesAreTakenToo() {
        Decoded<OfficerCommand> command =
                command("{\"command_id\":\"c1\",\"kind\":\"COMMAND_KIND_RELEASE\"}");
        OfficerCommand expected =
                OfficerCommand.newBuilder()
                        .setCommandId("c1")
                        .setKind(CommandKind.COMMAND_KIND_RELEASE)
                        .build();
        assertEquals(Decoded.message(expected), command);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``                                                      | TOO_SHORT
                    `null`                                                  | BAD_SYNTAX
                    `[]`                                                    | BAD_SYNTAX
                    `{`                                                     | BAD_SYNTAX
                    `{"commandId":"a"`                                      | BAD_SYNTAX
                    `{'commandId':'a'}`                                     | BAD_SYNTAX
                    `{commandId:"a"}`                                       | BAD_SYNTAX
                    `{"commandId":"a",}`                                    | BAD_SYNTAX
                    `{"commandId":"a"} /* more */`                          | BAD_SYNTAX
                    `{"commandId":"a"}{}`                                   | LEFTOVER
                    `{"commandId":"a"} 1`                                   | LEFTOVER
                    `{"commandId":"a","commandId":"b"}`                     | BAD_SYNTAX
                    `{"commandId":"a","command_id":"b"}`                    | DUPLICATE_NAME
                    `{"colour":"red"}`                                      | UNSUPPORTED
                    `{"commandId":{"a":1}}`                                 | BAD_VALUE
                    `{"commandId":["a"]}`                                   | BAD_VALUE
                    `{"kind":"COMMAND_KIND_DANCE"}`                         | BAD_VALUE
                    `{"kind":true}`                                         | BAD_VALUE
                    `{"commandId":NaN}`                                     | BAD_SYNTAX
                    """)
    void refuses(String text, RejectReason reason) {
        assertEquals(reason, assertInstanceOf(Decoded.Rejected.class, command(text)).reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    `{"pulse":1e999999999}`     | BAD_VALUE
                    `{"pulse":"1e999999999"}`   | BAD_VALUE
                    `{"pulse":-1}`              | BAD_VALUE
                    `{"pulse":1.5}`             | BAD_VALUE
                    `{"pulse":18446744073709551616}` | BAD_VALUE
                    `{"validForMs":4294967296}` | BAD_VALUE
                    """)
    void refusesNumbersThatAreNone(String text, RejectReason reason) {
        Decoded<LaneOutput> decoded =
                Json.parse(TestBus.bytes(text), LaneOutput.getDefaultInstance());
        assertEquals(reason, assertInstanceOf(Decoded.Rejected.class, decoded).reason());
    }

    @Test
    void refusesWhatIsTooLongOrNotUtf8OrTooDeep() {
        OfficerCommand empty = OfficerCommand.getDefaultInstance();
        Decoded<OfficerCommand> tooLong = Json.parse(new byte[Json.MAX_BYTES + 1], empty);
        assertEquals(
                RejectReason.TOO_LONG, assertInstanceOf(Decoded.Rejected.class, tooLong).reason());
        Decoded<OfficerCommand> notUtf8 =
                Json.parse(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}, empty);
        assertEquals(
                RejectReason.BAD_ENCODING,
                assertInstanceOf(Decoded.Rejected.class, notUtf8).reason());
        assertInstanceOf(Decoded.Rejected.class, command("{\"commandId\":" + "[".repeat(30_000)));
        assertInstanceOf(
                Decoded.Rejected.class, command("{\"commandId\":\"" + "a".repeat(20_000) + "\"}"));
    }

    @Test
    void theReasonNeverRepeatsTheText() {
        String secret = "CANARY77";
        for (String text :
                new String[] {
                    "{\"" + secret + "\":1}",
                    "{\"kind\":\"" + secret + "\"}",
                    "{\"plate\":\"" + secret + "\",\"plate\":1}",
                    "{\"plate\":" + secret + "}",
                }) {
            var refused = assertInstanceOf(Decoded.Rejected.class, command(text));
            assertFalse(refused.detail().contains(secret), refused.detail());
        }
    }

    @Test
    void anAlertHasNoRoomForContent() {
        var names =
                Alert.getDescriptor().getFields().stream().map(field -> field.getName()).toList();
        for (String forbidden :
                new String[] {"plate", "name", "document", "caveat", "read", "listed"}) {
            assertFalse(names.contains(forbidden), forbidden);
        }
    }

    private static Decoded<OfficerCommand> command(String text) {
        return Json.parse(TestBus.bytes(text), OfficerCommand.getDefaultInstance());
    }
}
