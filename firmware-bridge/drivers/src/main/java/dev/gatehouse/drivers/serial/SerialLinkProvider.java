package dev.gatehouse.drivers.serial;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;
import java.util.Map;
import java.util.Set;

/// `serial:DEVICE`, e.g. `serial:/dev/ttyAMA0?baud=460800`. The device may be a symbolic link of
/// the system's rules, which keeps its name when others are plugged in.
///
/// | parameter | meaning | default |
/// |---|---|---|
/// | `baud` | octets are 8N1, without flow control, unless said otherwise | 115200 |
/// | `parity` | `none`, `even`, `odd` | none |
/// | `stop_bits` | 1 or 2 | 1 |
/// | `silence_ms` | opens the port again when nothing came for so long; 0 never | 0 |
/// | `usb_serial` | the adapter must have this serial number | any |
public final class SerialLinkProvider implements LinkProvider {

    private static final Set<String> PARAMETERS =
            Set.of("baud", "parity", "stop_bits", "silence_ms", "usb_serial");
    private static final Map<String, Integer> PARITIES =
            Map.of(
                    "none",
                    com.fazecast.jSerialComm.SerialPort.NO_PARITY,
                    "even",
                    com.fazecast.jSerialComm.SerialPort.EVEN_PARITY,
                    "odd",
                    com.fazecast.jSerialComm.SerialPort.ODD_PARITY);

    @Override
    public String scheme() {
        return "serial";
    }

    @Override
    public Link create(LinkAddress address, LinkContext context) {
        if (!PARAMETERS.containsAll(address.parameters().keySet())) {
            throw new IllegalArgumentException(
                    "serial link: expected only the parameters " + PARAMETERS);
        }
        if (!address.target().startsWith("/") || address.target().length() > 255) {
            throw new IllegalArgumentException(
                    "serial link: expected a device file, e.g. `serial:/dev/ttyAMA0`");
        }
        Integer parity = PARITIES.get(address.parameters().getOrDefault("parity", "none"));
        if (parity == null) {
            throw new IllegalArgumentException("serial link: parity: expected none, even or odd");
        }
        return new SerialLink(
                new SerialSettings(
                        address.target(),
                        (int) within(address, "baud", 115_200, 300, 4_000_000),
                        parity,
                        (int) within(address, "stop_bits", 1, 1, 2),
                        within(address, "silence_ms", 0, 0, 86_400_000),
                        address.parameters().getOrDefault("usb_serial", "")),
                context.deviceId(),
                context.clock());
    }

    private static long within(
            LinkAddress address, String key, long otherwise, long least, long most) {
        long value = address.number(key, otherwise);
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "serial link: "
                            + key
                            + ": expected "
                            + least
                            + ".."
                            + most
                            + ", found "
                            + value);
        }
        return value;
    }
}
