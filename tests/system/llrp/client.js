// A client made with llrpjs: drives a reader from the connection to its end and says on standard
// output what it read, one JSON object a line.
"use strict";
const { LLRPClient, LLRPCore } = require("llrpjs");

const port = Number(process.argv[2]);
const wanted = Number(process.argv[3]);
const say = (what) => process.stdout.write(JSON.stringify(what) + "\n");
const reader = new LLRPClient({ host: "127.0.0.1", port });
let reads = 0;
let enough = () => {};
const done = new Promise((resolve) => {
    enough = resolve;
});

reader.on("READER_EVENT_NOTIFICATION", (msg) => {
    const attempt = msg.getReaderEventNotificationData().getConnectionAttemptEvent();
    if (attempt) {
        say({ attempt: attempt.getStatus() });
    }
});
reader.on("RO_ACCESS_REPORT", (msg) => {
    for (const tag of [msg.getTagReportData()].flat()) {
        say({
            epc: tag.getEPCParameter().getEPC(),
            antenna: tag.getAntennaID().getAntennaID(),
            rssi: tag.getPeakRSSI().getPeakRSSI()
        });
        reads++;
    }
    if (reads >= wanted) {
        enough();
    }
});
reader.on("KEEPALIVE", (msg) => reader.send(new LLRPCore.KEEPALIVE_ACK({ id: msg.getMessageId() })));
reader.on("error", (error) => say({ error: String(error) }));

// One answer at a time, found by its name, whatever comes in between.
let nextId = 1;
const ask = async (name, data) => {
    const answered = new Promise((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`${name}: no answer`)), 10_000);
        reader.once(`${name}_RESPONSE`, (msg) => {
            clearTimeout(limit);
            resolve(msg);
        });
    });
    await reader.send(new LLRPCore[name]({ id: nextId++, data }));
    const msg = await answered;
    const status = msg.getLLRPStatus().getStatusCode();
    say({ answer: msg.getName(), status });
    return msg;
};

(async () => {
    const greeted = new Promise((resolve) => reader.once("READER_EVENT_NOTIFICATION", resolve));
    await reader.connect();
    await greeted;
    const capabilities = await ask("GET_READER_CAPABILITIES", { RequestedData: "All" });
    const general = capabilities.getGeneralDeviceCapabilities();
    say({ firmware: general.getReaderFirmwareVersion(), antennas: general.getMaxNumberOfAntennaSupported() });
    await ask("DELETE_ROSPEC", { ROSpecID: 0 });
    await ask("SET_READER_CONFIG", {
        ResetToFactoryDefault: false,
        KeepaliveSpec: { KeepaliveTriggerType: "Periodic", PeriodicTriggerValue: 1000 }
    });
    await ask("ADD_ROSPEC", {
        ROSpec: {
            ROSpecID: 123,
            Priority: 0,
            CurrentState: "Disabled",
            ROBoundarySpec: {
                ROSpecStartTrigger: { ROSpecStartTriggerType: "Null" },
                ROSpecStopTrigger: { ROSpecStopTriggerType: "Null", DurationTriggerValue: 0 }
            },
            AISpec: {
                AntennaIDs: [1, 2],
                AISpecStopTrigger: { AISpecStopTriggerType: "Null", DurationTrigger: 0 },
                InventoryParameterSpec: { InventoryParameterSpecID: 1, ProtocolID: "EPCGlobalClass1Gen2" }
            },
            ROReportSpec: {
                ROReportTrigger: "Upon_N_Tags_Or_End_Of_ROSpec",
                N: 1,
                TagReportContentSelector: {
                    EnableROSpecID: false,
                    EnableSpecIndex: false,
                    EnableInventoryParameterSpecID: false,
                    EnableAntennaID: true,
                    EnableChannelIndex: false,
                    EnablePeakRSSI: true,
                    EnableFirstSeenTimestamp: true,
                    EnableLastSeenTimestamp: true,
                    EnableTagSeenCount: true,
                    EnableAccessSpecID: false
                }
            }
        }
    });
    await ask("ENABLE_ROSPEC", { ROSpecID: 123 });
    await ask("START_ROSPEC", { ROSpecID: 123 });
    await done;
    await ask("STOP_ROSPEC", { ROSpecID: 123 });
    await ask("CLOSE_CONNECTION", {});
    process.exit(0);
})().catch((error) => {
    say({ failed: String(error) });
    process.exit(1);
});
