package dev.gatehouse.central.prove;

import java.util.LinkedHashMap;
import java.util.Map;

/// One place where the ledger does not hold.
///
/// @param place what and where: booth, class and sequence or size, or the line of the heads file
/// @param expected what must stand there
/// @param found what stands there; never content
public record Finding(String place, String expected, String found) {
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("place", place);
        json.put("expected", expected);
        json.put("found", found);
        return json;
    }

    @Override
    public String toString() {
        return place + ": expected " + expected + ", found " + found;
    }
}
