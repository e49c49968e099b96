package dev.gatehouse.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TagWindowTest {

    @Test
    void remembersExactlyTheNewest() {
        SplittableRandom random = new SplittableRandom(Bench.seed("gatehouse.journal.seed"));
        for (int capacity : new int[] {1, 2, 63, 256, 1_000}) {
            TagWindow window = new TagWindow(capacity);
            Set<Tag16> model = new LinkedHashSet<>();
            for (int i = 0; i < 6_000; i++) {
                // Few different values, so that many are known already and runs in the index are
                // long.
                Tag16 tag = new Tag16(random.nextLong(4), random.nextLong(1, capacity + 1L) * 1024);
                window.add(tag);
                if (model.add(tag) && model.size() > capacity) {
                    model.remove(model.iterator().next());
                }
                Tag16 probe =
                        new Tag16(random.nextLong(4), random.nextLong(1, capacity + 1L) * 1024);
                assertEquals(model.contains(probe), window.contains(probe));
                assertEquals(model.size(), window.size());
            }
            model.forEach(tag -> assertEquals(true, window.contains(tag)));
        }
    }

    @Test
    void noTagIsNeverKnown() {
        TagWindow window = new TagWindow(4);
        window.add(Tag16.NONE);
        assertFalse(window.contains(Tag16.NONE));
        assertEquals("Tag16[set]", new Tag16(1, 2).toString());
    }
}
