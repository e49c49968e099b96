package dev.gatehouse.booth.inventory;

/// A device of the configuration: what it speaks to our own bridge tells something of its maker.
///
/// @param id of the configuration
/// @param role its kind
/// @param format that it speaks
/// @param host where it is spoken to; empty when it comes to us
/// @param heard whether it has spoken since the start
/// @param safety it must not be asked anything while a vehicle passes
public record OwnDevice(
        String id, String role, String format, String host, boolean heard, boolean safety) {}
