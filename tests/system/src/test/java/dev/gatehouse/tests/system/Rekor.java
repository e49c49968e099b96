package dev.gatehouse.tests.system;

/// One vehicle as a Rekor reader reports it (plate reader sheet, `alpr_group`).
///
/// @param event the reader's id of the event
/// @param plate as read
/// @param region as Rekor writes it, e.g. `us-ny`
record Rekor(String event, String plate, String region) {
    static Rekor of(String event, String plate) {
        return new Rekor(event, plate, "us-ny");
    }

    String json() {
        return json(1);
    }

    /// @param candidates how many readings the reader offers, the best first
    String json(int candidates) {
        long now = System.currentTimeMillis();
        StringBuilder others = new StringBuilder();
        for (int i = 1; i < candidates; i++) {
            others.append(",{\"plate\":\"%s%02d\",\"confidence\":%d}".formatted(plate, i, 90 - i));
        }
        return """
        {"data_type":"alpr_group","version":3,"epoch_start":%1$d,"epoch_end":%2$d,\
        "agent_uid":"TESTAGENT","agent_type":"alprd","camera_id":7,"country":"us",\
        "uuids":["%3$s"],"best_uuid":"%3$s","best_plate_number":"%4$s","best_confidence":94.5,\
        "best_region":"%5$s","best_region_confidence":91,\
        "candidates":[{"plate":"%4$s","confidence":94.5}%6$s],\
        "best_plate":{"plate":"%4$s","confidence":94.5,"region":"%5$s"},\
        "travel_direction":180.0,"is_parked":false,"is_preview":false}\
        """
                .formatted(now - 400, now, event, plate, region, others);
    }
}
