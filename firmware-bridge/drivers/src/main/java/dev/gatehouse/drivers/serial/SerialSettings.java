package dev.gatehouse.drivers.serial;

/// How a port is opened.
///
/// @param device file of the port
/// @param baud rate
/// @param parity in the words of the library
/// @param stopBits 1 or 2
/// @param silenceMs after which the port is opened again; 0 never
/// @param usbSerial the adapter must have this serial number; empty for any
record SerialSettings(
        String device, int baud, int parity, int stopBits, long silenceMs, String usbSerial) {}
