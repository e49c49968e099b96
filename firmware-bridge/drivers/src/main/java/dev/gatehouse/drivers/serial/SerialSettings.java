package dev.gatehouse.drivers.serial;

/// How a port is opened.
///
/// @param device file of the port
/// @param baud rate
/// @param dataBits 7 or 8
/// @param parity in the words of the library
/// @param stopBits 1 or 2
/// @param flow in the words of the library
/// @param silenceMs after which the port is opened again; 0 never
/// @param adapter what must be plugged in at this name
record SerialSettings(
        String device,
        int baud,
        int dataBits,
        int parity,
        int stopBits,
        int flow,
        long silenceMs,
        Adapter adapter) {

    /// Who an adapter says it is; of what is not asked, anything will do.
    ///
    /// @param vendorId of USB; negative for any
    /// @param productId of USB; negative for any
    /// @param serialNumber of USB; empty for any
    record Adapter(int vendorId, int productId, String serialNumber) {

        /// Whether an adapter is the one that was meant.
        boolean is(int vendor, int product, String serial) {
            return (vendorId < 0 || vendorId == vendor)
                    && (productId < 0 || productId == product)
                    && (serialNumber.isEmpty() || serialNumber.equals(serial));
        }
    }
}
