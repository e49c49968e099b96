package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.BoothStatus;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.DeviceState;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.RadioEvent;
import dev.gatehouse.proto.v1.TerminalNotice;
import dev.gatehouse.proto.v1.UpstreamMessage;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The AsyncAPI document and [Topic] say the same, and the document's examples are real messages.
class AsyncApiTest {

    private static final Path DOCUMENT = Path.of("../../proto/asyncapi.yaml");

    private static final Map<String, Message> MESSAGES =
            Stream.<Message>of(
                            Alert.getDefaultInstance(),
                            TerminalNotice.getDefaultInstance(),
                            RadioEvent.getDefaultInstance(),
                            LaneOutput.getDefaultInstance(),
                            OfficerCommand.getDefaultInstance(),
                            CommandReply.getDefaultInstance(),
                            DeviceState.getDefaultInstance(),
                            BoothStatus.getDefaultInstance(),
                            UpstreamMessage.getDefaultInstance(),
                            DownstreamMessage.getDefaultInstance())
                    .collect(
                            Collectors.toMap(
                                    message -> message.getDescriptorForType().getFullName(),
                                    message -> message));

    private static Map<String, Object> document = Map.of();

    @BeforeAll
    static void load() throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        document = map(new Yaml(new SafeConstructor(options)).load(Files.readString(DOCUMENT)));
    }

    private static Map<String, Object> map(@Nullable Object node) {
        Map<String, Object> map = new TreeMap<>();
        Map<?, ?> fields = assertInstanceOf(Map.class, node);
        fields.forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }

    private static Map<String, Object> at(String... path) {
        Map<String, Object> node = document;
        for (String key : path) {
            node = map(node.get(key));
        }
        return node;
    }

    private static Map<String, Object> follow(@Nullable Object reference) {
        String path = String.valueOf(map(reference).get("$ref"));
        assertTrue(path.startsWith("#/"), path);
        return at(path.substring(2).split("/"));
    }

    @Test
    void everyTopicIsDocumentedAndNothingElseIs() {
        assertEquals("3.0.0", document.get("asyncapi"));
        Map<String, Map<String, Object>> byAddress = new HashMap<>();
        at("channels")
                .values()
                .forEach(channel -> {
                    Map<String, Object> one = map(channel);
                    byAddress.put(String.valueOf(one.get("address")), one);
                });
        assertEquals(Topic.values().length, byAddress.size());
        for (Topic topic : Topic.values()) {
            Optional<Map<String, Object>> channel =
                    Optional.ofNullable(byAddress.get(topic.template()));
            assertSame(
                    topic,
                    channel.orElseThrow(() -> new AssertionError("not documented: " + topic)));
        }
    }

    private static void assertSame(Topic topic, Map<String, Object> channel) {
        Map<String, Object> facts = map(channel.get("x-gatehouse"));
        assertEquals(topic.plane().name(), facts.get("plane"), topic.name());
        assertEquals(topic.quality().name(), facts.get("quality"), topic.name());
        assertEquals(names(topic.publishers()), map(facts.get("publishers")), topic.name());
        assertEquals(names(topic.subscribers()), map(facts.get("subscribers")), topic.name());
        List<Object> messages = List.copyOf(map(channel.get("messages")).values());
        assertEquals(1, messages.size(), topic.name());
        assertEquals(topic.payload(), follow(messages.getFirst()).get("name"), topic.name());
        for (String parameter : map(channel.get("parameters")).keySet()) {
            assertTrue(topic.template().contains("{" + parameter + "}"), topic + " " + parameter);
        }
        long braces = topic.template().chars().filter(c -> c == '{').count();
        assertEquals(braces, map(channel.get("parameters")).size(), topic.name());
    }

    private static Map<String, Object> names(Map<PrincipalKind, Reach> rights) {
        Map<String, Object> names = new TreeMap<>();
        rights.forEach((kind, reach) -> names.put(kind.name(), reach.name()));
        return names;
    }

    @Test
    void everyTopicHasOneOperationWithItsQuality() {
        Map<String, Map<String, Object>> byChannel = new HashMap<>();
        at("operations")
                .values()
                .forEach(operation -> {
                    Map<String, Object> one = map(operation);
                    String address = String.valueOf(follow(one.get("channel")).get("address"));
                    assertEquals(null, byChannel.put(address, one), address);
                });
        for (Topic topic : Topic.values()) {
            Map<String, Object> operation =
                    Optional.ofNullable(byChannel.get(topic.template())).orElseThrow();
            boolean booths = topic.publishers().containsKey(PrincipalKind.BOOTH);
            assertEquals(booths ? "send" : "receive", operation.get("action"), topic.name());
            Map<String, Object> mqtt = map(map(operation.get("bindings")).get("mqtt"));
            assertEquals(topic.qos(), mqtt.get("qos"), topic.name());
            assertEquals(topic.retained(), mqtt.getOrDefault("retain", false), topic.name());
        }
    }

    /// The document's directions against what the access control lets through: in the booth's words
    /// `send` is what no client may publish there, `receive` what exactly the named ones may.
    @Test
    void everyOperationIsWhatTheAccessControlAllows() {
        Map<PrincipalKind, Principal> inBooth =
                Map.of(
                        PrincipalKind.DEVICE, TestBus.DEVICE,
                        PrincipalKind.TERMINAL, TestBus.TERMINAL,
                        PrincipalKind.OFFICER, TestBus.OFFICER,
                        PrincipalKind.OBSERVER, TestBus.OBSERVER);
        Map<PrincipalKind, Principal> upstream =
                Map.of(
                        PrincipalKind.BOOTH, TestBus.BOOTH_CLIENT,
                        PrincipalKind.CENTRAL, TestBus.CENTRAL_CLIENT);
        for (Object node : at("operations").values()) {
            Map<String, Object> operation = map(node);
            Map<String, Object> channel = follow(operation.get("channel"));
            Map<String, Object> facts = map(channel.get("x-gatehouse"));
            boolean local = "BOOTH".equals(facts.get("plane"));
            Acl acl = new Acl(local ? Principal.booth("self", "b7") : Principal.central("self"));
            String topic =
                    String.valueOf(channel.get("address"))
                            .replace("{booth}", local ? "b7" : TestBus.PSEUDONYM)
                            .replace("{lane}", "1")
                            .replace("{badge}", "1001")
                            .replace("{device}", "lpr-1");
            TopicName name = Topics.parse(topic).orElseThrow();
            boolean anyPublishes = false;
            for (Map.Entry<PrincipalKind, Principal> client :
                    (local ? inBooth : upstream).entrySet()) {
                String kind = client.getKey().name();
                boolean publishes = acl.mayPublish(client.getValue(), name);
                anyPublishes |= publishes;
                assertEquals(
                        map(facts.get("publishers")).containsKey(kind),
                        publishes,
                        kind + " publishes " + topic);
                assertEquals(
                        map(facts.get("subscribers")).containsKey(kind),
                        acl.maySubscribe(client.getValue(), topic),
                        kind + " subscribes " + topic);
            }
            if (local) {
                assertEquals("receive".equals(operation.get("action")), anyPublishes, topic);
            } else {
                assertEquals(
                        "send".equals(operation.get("action")),
                        acl.mayPublish(TestBus.BOOTH_CLIENT, name),
                        topic);
            }
        }
    }

    @Test
    void everyMessageIsInItsProtoFileAndEveryExampleIsOne() throws IOException {
        for (Object node : at("components", "messages").values()) {
            Map<String, Object> message = map(node);
            String name = String.valueOf(message.get("name"));
            if (name.equals(Topic.DEVICE_INPUT.payload())) {
                continue;
            }
            Map<String, Object> schema = map(map(message.get("payload")).get("schema"));
            String proto =
                    Files.readString(DOCUMENT.resolveSibling(String.valueOf(schema.get("$ref"))));
            String simple = name.substring(name.lastIndexOf('.') + 1);
            assertTrue(proto.contains("\nmessage " + simple + " {"), name);
            Message empty = Optional.ofNullable(MESSAGES.get(name)).orElseThrow();
            boolean json = "application/json".equals(message.get("contentType"));
            List<?> examples = (List<?>) message.getOrDefault("examples", List.of());
            assertEquals(json, !examples.isEmpty(), name + " has examples exactly when it is JSON");
            for (Object example : examples) {
                String text = json(map(example).get("payload"));
                assertInstanceOf(
                        Decoded.Message.class,
                        Json.parse(TestBus.bytes(text), empty),
                        name + ": " + text);
            }
        }
    }

    private static String json(@Nullable Object node) {
        return switch (Objects.requireNonNull(node)) {
            case Map<?, ?> fields ->
                    fields.entrySet().stream()
                            .map(field -> "\"" + field.getKey() + "\":" + json(field.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case List<?> items ->
                    items.stream()
                            .map(AsyncApiTest::json)
                            .collect(Collectors.joining(",", "[", "]"));
            case String text -> "\"" + text + "\"";
            default -> String.valueOf(node);
        };
    }
}
