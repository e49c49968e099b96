package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicOwnersTest {

    private static Optional<Principal> owner(TopicOwners owners, String topic) {
        return Topics.parse(topic).flatMap(owners::of);
    }

    @Test
    void whatSeveralHaveIsNobodysWhateverTheirOrder() {
        Principals.Builder builder = Principals.builder(new SecureRandom());
        for (int i = 0; i < 3; i++) {
            builder.add(Principal.device("reader-" + i, "lpr-9"), TestBus.PASSWORD);
            builder.add(
                    Principal.officer("somebody-" + i, "2002", List.of("officer")),
                    TestBus.PASSWORD);
        }
        builder.add(TestBus.DEVICE, TestBus.PASSWORD).add(TestBus.OFFICER, TestBus.PASSWORD);
        TopicOwners owners = new TopicOwners(builder.build());
        assertEquals(Optional.empty(), owner(owners, Topics.deviceInput(TestBus.BOOTH, "lpr-9")));
        assertEquals(Optional.empty(), owner(owners, Topics.officerCommand(TestBus.BOOTH, "2002")));
        assertEquals(
                Optional.of(TestBus.DEVICE),
                owner(owners, Topics.deviceInput(TestBus.BOOTH, "lpr-1")));
        assertEquals(
                Optional.of(TestBus.OFFICER),
                owner(owners, Topics.officerCommand(TestBus.BOOTH, "1001")));
    }
}
