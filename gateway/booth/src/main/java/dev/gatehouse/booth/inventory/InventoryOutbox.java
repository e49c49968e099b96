package dev.gatehouse.booth.inventory;

import dev.gatehouse.proto.v1.Record;

/// Where the inventory's records go: the booth's journal. Never blocks.
@FunctionalInterface
public interface InventoryOutbox {
    /// Hands a record over.
    ///
    /// @return false when there is no room now; the record is offered again
    boolean offer(Record record);
}
