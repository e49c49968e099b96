// A reader made with llrpjs: says on standard output what it was asked, one JSON object a line.
// Reads are SGTIN-96 of GS1's example company, sent one after the other once START_ROSPEC came.
"use strict";
const { LLRPServer, LLRPCore } = require("llrpjs");

const port = Number(process.argv[2]);
const say = (what) => process.stdout.write(JSON.stringify(what) + "\n");
const success = { LLRPStatus: { StatusCode: "M_Success", ErrorDescription: "" } };
const reader = new LLRPServer({ host: "127.0.0.1", port });
let started = false;
let timer = null;

const answer = (msg, Response, data) => {
    say({ asked: msg.getName(), id: msg.getMessageId() });
    return reader.send(new Response({ id: msg.getMessageId(), data: { ...success, ...data } }));
};

reader.on("connection", () => {
    say({ connection: true });
    reader.send(new LLRPCore.READER_EVENT_NOTIFICATION({
        data: {
            ReaderEventNotificationData: {
                UTCTimestamp: { Microseconds: new Date() },
                ConnectionAttemptEvent: { Status: "Success" }
            }
        }
    }));
});
reader.on("GET_READER_CAPABILITIES", (msg) => answer(msg, LLRPCore.GET_READER_CAPABILITIES_RESPONSE, {
    LLRPCapabilities: {
        CanDoRFSurvey: false,
        CanReportBufferFillWarning: true,
        SupportsClientRequestOpSpec: false,
        CanDoTagInventoryStateAwareSingulation: false,
        SupportsEventAndReportHolding: true,
        MaxNumPriorityLevelsSupported: 1,
        ClientRequestOpSpecTimeout: 0,
        MaxNumROSpecs: 1,
        MaxNumSpecsPerROSpec: 32,
        MaxNumInventoryParameterSpecsPerAISpec: 1,
        MaxNumAccessSpecs: 16,
        MaxNumOpSpecsPerAccessSpec: 8
    }
}));
reader.on("GET_READER_CONFIG", (msg) => {
    const data = String(msg.getRequestedData()) === "Identification"
        ? { Identification: { IDType: "MAC_Address", ReaderID: [0, 0x16, 0x25, 1, 2, 3, 4, 5] } }
        : { LLRPConfigurationStateValue: { LLRPConfigurationStateValue: 7 } };
    return answer(msg, LLRPCore.GET_READER_CONFIG_RESPONSE, data);
});
reader.on("DELETE_ACCESSSPEC", (msg) => answer(msg, LLRPCore.DELETE_ACCESSSPEC_RESPONSE));
reader.on("DELETE_ROSPEC", (msg) => answer(msg, LLRPCore.DELETE_ROSPEC_RESPONSE));
reader.on("SET_READER_CONFIG", (msg) => {
    const keepalive = msg.getKeepaliveSpec();
    const hold = msg.getEventsAndReports();
    const report = msg.getROReportSpec();
    const content = report && report.getTagReportContentSelector();
    say({
        keepalive_ms: keepalive && keepalive.getPeriodicTriggerValue(),
        hold: hold && hold.getHoldEventsAndReportsUponReconnect(),
        report_n: report && report.getN(),
        antenna: content && content.getEnableAntennaID(),
        rssi: content && content.getEnablePeakRSSI(),
        channel: content && content.getEnableChannelIndex()
    });
    return answer(msg, LLRPCore.SET_READER_CONFIG_RESPONSE);
});
reader.on("ADD_ROSPEC", (msg) => {
    const spec = msg.getROSpec();
    say({ rospec: spec.getROSpecID(), state: spec.getCurrentState() });
    return answer(msg, LLRPCore.ADD_ROSPEC_RESPONSE);
});
reader.on("ENABLE_ROSPEC", (msg) => answer(msg, LLRPCore.ENABLE_ROSPEC_RESPONSE));
reader.on("START_ROSPEC", (msg) => {
    started = true;
    return answer(msg, LLRPCore.START_ROSPEC_RESPONSE);
});
reader.on("STOP_ROSPEC", (msg) => {
    started = false;
    return answer(msg, LLRPCore.STOP_ROSPEC_RESPONSE);
});
reader.on("KEEPALIVE_ACK", (msg) => say({ acknowledged: msg.getMessageId() }));
reader.on("ENABLE_EVENTS_AND_REPORTS", () => {
    say({ enabled: true });
    let count = 0;
    timer = setInterval(() => {
        if (!started || !reader.socketWritable) {
            return;
        }
        count++;
        if (count % 10 === 0) {
            reader.send(new LLRPCore.KEEPALIVE({ id: 1000 + count }));
            return;
        }
        reader.send(new LLRPCore.RO_ACCESS_REPORT({
            id: count,
            data: {
                TagReportData: {
                    EPC_96: { EPC: `3074257bf7194e40${count.toString(16).padStart(8, "0")}` },
                    AntennaID: { AntennaID: 1 + count % 2 },
                    PeakRSSI: { PeakRSSI: -40 - count % 20 },
                    FirstSeenTimestampUTC: { Microseconds: new Date() },
                    LastSeenTimestampUTC: { Microseconds: new Date() },
                    TagSeenCount: { TagCount: 1 + count % 3 }
                }
            }
        }));
    }, 30);
});
reader.on("CLOSE_CONNECTION", async (msg) => {
    clearInterval(timer);
    await answer(msg, LLRPCore.CLOSE_CONNECTION_RESPONSE);
    await reader.disconnect();
});
reader.on("disconnect", () => say({ disconnected: true }));
reader.on("error", (error) => say({ error: String(error) }));
reader.listen();
reader._server.on("listening", () => say({ port: reader._server.address().port }));
