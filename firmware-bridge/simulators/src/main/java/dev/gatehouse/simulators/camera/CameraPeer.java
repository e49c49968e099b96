package dev.gatehouse.simulators.camera;

import dev.gatehouse.drivers.LinkAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A simulated camera as a program of its own.
///
/// ```
/// CameraPeer camera?maker=axis&seed=7     http://127.0.0.1:8088/lpr/v1/lane3   posts, from 127.0.0.1 or a third word
/// CameraPeer camera?maker=template&seed=7 tcp://127.0.0.1:5001                 connects and writes
/// CameraPeer camera?maker=dahua&seed=7    listen://127.0.0.1:8090              is asked for its stream
/// ```
public final class CameraPeer {

    private CameraPeer() {}

    /// Runs beside a booth until its vehicles end or it is stopped.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 2 || arguments.length > 3) {
            System.err.println(
                    "usage: CameraPeer camera?maker=MAKER[&seed=N&...] http://... [OWN ADDRESS]|tcp://HOST:PORT|listen://HOST:PORT");
            System.exit(2);
        }
        LinkAddress address = LinkAddress.parse("sim:" + arguments[0]);
        URI booth = URI.create(arguments[1]);
        CameraShape shape = Cameras.shape(address);
        CameraTraffic traffic =
                Cameras.traffic(address, "SIM" + address.number("seed", 1), Instant.now());
        switch (shape.way()) {
            case POST -> {
                PostingCamera camera =
                        new PostingCamera(
                                shape,
                                traffic,
                                booth,
                                Map.of(),
                                InetAddress.ofLiteral(
                                        arguments.length == 3 ? arguments[2] : booth.getHost()),
                                System::nanoTime);
                camera.run();
                System.out.println(camera.counts());
            }
            case LINES -> {
                WritingCamera camera = writing(shape, traffic, address);
                try (Socket socket = new Socket(host(booth), booth.getPort());
                        OutputStream to = socket.getOutputStream()) {
                    camera.run(to);
                }
                System.out.println(camera.counts());
            }
            case STREAM -> {
                try (StreamingCamera camera =
                        new StreamingCamera(
                                new InetSocketAddress(host(booth), booth.getPort()),
                                writing(shape, traffic, address),
                                Optional.empty())) {
                    camera.run();
                    System.out.println(camera.counts());
                }
            }
        }
    }

    private static InetAddress host(URI booth) {
        return InetAddress.ofLiteral(booth.getHost());
    }

    private static WritingCamera writing(
            CameraShape shape, CameraTraffic traffic, LinkAddress address) {
        return new WritingCamera(shape, traffic, System::nanoTime, address.number("seed", 1));
    }
}
