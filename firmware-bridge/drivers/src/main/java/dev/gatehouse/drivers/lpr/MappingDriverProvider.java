package dev.gatehouse.drivers.lpr;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.DriverProvider;
import dev.gatehouse.protocols.lpr.MappedCodec;
import dev.gatehouse.protocols.lpr.Mapping;
import dev.gatehouse.protocols.lpr.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// Plate reader `mapping`: read by a mapping that comes with the product (`preset`) or stands in a
/// file of the administrator's (`mapping_file`); the other settings as in [ReaderSettings].
public final class MappingDriverProvider implements DriverProvider {

    private static final String PRESET = "preset";
    private static final String FILE = "mapping_file";
    private static final long MAX_FILE_BYTES = 64 << 10;

    @Override
    public DeviceKind kind() {
        return DeviceKind.PLATE_READER;
    }

    @Override
    public String format() {
        return "mapping";
    }

    @Override
    public Driver create(String deviceId, String laneId, Map<String, String> settings) {
        return new PlateReaderDriver(
                new MappedCodec(mapping(settings)),
                ReaderSettings.profile(format(), deviceId, settings, Set.of(PRESET, FILE)),
                laneId);
    }

    private static Mapping mapping(Map<String, String> settings) {
        String preset = settings.get(PRESET);
        String file = settings.get(FILE);
        if ((preset == null) == (file == null)) {
            throw new IllegalArgumentException(
                    "mapping settings: expected either preset (one of "
                            + Presets.NAMES
                            + ") or mapping_file");
        }
        return preset == null ? read(Path.of(String.valueOf(file))) : Presets.of(preset);
    }

    private static Mapping read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IllegalArgumentException(
                        "mapping_file: expected at most " + MAX_FILE_BYTES + " octets");
            }
            return Mapping.parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("mapping_file: the file cannot be read", e);
        }
    }
}
