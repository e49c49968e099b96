package dev.gatehouse.protocols.dmr;

import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.dmr.data.ConfirmedHeader;
import dev.gatehouse.protocols.dmr.data.DataHeader;
import dev.gatehouse.protocols.dmr.data.DefinedDataHeader;
import dev.gatehouse.protocols.dmr.data.ProprietaryHeader;
import dev.gatehouse.protocols.dmr.data.RawDataHeader;
import dev.gatehouse.protocols.dmr.data.ResponseHeader;
import dev.gatehouse.protocols.dmr.data.Route;
import dev.gatehouse.protocols.dmr.data.StatusHeader;
import dev.gatehouse.protocols.dmr.data.UdtHeader;
import dev.gatehouse.protocols.dmr.data.UnconfirmedHeader;
import dev.gatehouse.protocols.dmr.link.Checked;

/// The part of a [DmrView] that tells a data header field by field.
final class HeaderView {

    private static final int EIGHTH = 8;
    private static final int NINTH = 9;

    private HeaderView() {}

    static Dissection of(Checked<DataHeader> checked) {
        DataHeader header = checked.value();
        Dissection.Builder view = Dissection.of("data header", header.encode().toArray());
        switch (header) {
            case UnconfirmedHeader one -> {
                route(view, "unconfirmed", one.route());
                view.octets("pad octets", 0, 2, "" + one.padOctets());
                view.octets("blocks", EIGHTH, 1, one.blocks() + full(one.full()));
                view.octets("fragment", NINTH, 1, "" + one.fragment());
            }
            case ConfirmedHeader one -> {
                route(view, "confirmed", one.route());
                view.octets("pad octets", 0, 2, "" + one.padOctets());
                view.octets("blocks", EIGHTH, 1, one.blocks() + full(one.full()));
                view.octets(
                        "N(S), fragment",
                        NINTH,
                        1,
                        one.sendSequence()
                                + ", "
                                + one.fragment()
                                + (one.resync() ? ", count anew" : ""));
            }
            case ResponseHeader one -> {
                route(view, "response", one.route());
                view.octets("blocks", EIGHTH, 1, "" + one.blocks());
                view.octets(
                        "class, type, status",
                        NINTH,
                        1,
                        one.responseClass() + ", " + one.type() + ", " + one.status());
            }
            case DefinedDataHeader one -> {
                route(view, "short data, defined", one.route());
                view.octets("appended blocks", 0, 2, "" + one.blocks());
                view.octets(
                        "DD format",
                        EIGHTH,
                        1,
                        MessageView.hex(one.format(), 2)
                                + (one.selective() ? ", SARQ" : "")
                                + full(one.full()));
                view.octets("bit padding", NINTH, 1, "" + one.bitPadding());
            }
            case RawDataHeader one -> {
                route(view, "short data, raw", one.route());
                view.octets("appended blocks", 0, 2, "" + one.blocks());
                view.octets(
                        "ports",
                        EIGHTH,
                        1,
                        one.sourcePort()
                                + " to "
                                + one.destinationPort()
                                + (one.selective() ? ", SARQ" : "")
                                + full(one.full()));
                view.octets("bit padding", NINTH, 1, "" + one.bitPadding());
            }
            case StatusHeader one -> {
                route(view, "status", one.route());
                view.octets("ports", EIGHTH, 1, one.sourcePort() + " to " + one.destinationPort());
                view.octets("status", EIGHTH, 2, "" + one.status());
            }
            case UdtHeader one -> {
                route(view, "unified data" + (one.emergency() ? ", EMERGENCY" : ""), one.route());
                view.octets("UDT format", 1, 1, "" + one.format());
                view.octets(
                        "pad nibbles, blocks", EIGHTH, 1, one.padNibbles() + ", " + one.blocks());
                view.octets(
                        "opcode",
                        NINTH,
                        1,
                        MessageView.hex(one.opcode(), 2) + (one.protect() ? ", protected" : ""));
            }
            case ProprietaryHeader one -> {
                view.octets("format", 0, 1, "proprietary, SAP " + one.sap());
                view.octets("FID", 1, 1, MessageView.hex(one.fid(), 2));
                view.octets("content", 2, EIGHTH, "not read");
            }
        }
        MessageView.assurance(view, checked);
        return view.build();
    }

    private static void route(Dissection.Builder view, String format, Route route) {
        view.octets("format", 0, 1, format + (route.answerRequested() ? ", answer requested" : ""));
        view.octets("SAP", 1, 1, "" + route.sap());
        view.octets(route.group() ? "group" : "target", 2, 3, MessageView.id(route.destination()));
        view.octets("source", 5, 3, MessageView.id(route.source()));
    }

    private static String full(boolean full) {
        return full ? ", first try" : ", repeated";
    }
}
