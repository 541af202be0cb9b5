package dev.iris.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.BatchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories: each batch tells exactly what changed since the cut before, and nothing else is told but by rules. */
class BatchPropertyIT {
    private static final int STEPS = 80;
    private static final int DEVICES = 4;

    @TempDir
    private Path folder;

    private final Map<String, BatchModel> models = new LinkedHashMap<>();
    private final List<String> history = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachBatchTellsExactlyWhatChangedSinceTheCutBefore(long seed) throws IOException {
        var random = new Random(seed);
        boolean realtime = seed % 4 != 0;
        boolean suppress = seed % 2 == 1;
        var settings = new BatchSettings(true, Duration.ofDays(1), BatchSettings.OFF.at(), null, suppress);
        try (var iris = new BatchRig(folder, realtime, settings)) {
            for (int device = 1; device <= DEVICES; device++) {
                models.put("" + device, new BatchModel("" + device, suppress));
            }
            boolean first = true;
            for (int step = 0; step < STEPS; step++) {
                first = step(iris, random, realtime, first);
            }
            System.out.printf(
                    "seed %d: %d steps, %d batches%n",
                    seed, history.size(), iris.batches().size());
        }
    }

    private boolean step(BatchRig iris, Random random, boolean realtime, boolean first) {
        int dice = random.nextInt(20);
        if (dice < 2) {
            note(first || dice == 0 ? "full batch" : "batch");
            batch(iris, first || dice == 0, random.nextInt(4) == 0);
            return false;
        }
        var device = "" + (1 + random.nextInt(DEVICES));
        var what = change(random, device);
        boolean online = random.nextBoolean();
        note((online ? "online " : "offline ") + device + " " + what);
        if (online) {
            iris.online(device, what);
        } else {
            iris.offline(device, what);
        }
        model(device).event(what);
        var told = sorted(iris.told());
        if (!online || !realtime) {
            assertThat(told).as("%s", history).isEmpty();
        } else if (!told.isEmpty()) {
            assertThat(told).as("%s", history).isEqualTo(sorted(model(device).live()));
        }
        return first;
    }

    private void batch(BatchRig iris, boolean full, boolean reopened) {
        if (full) {
            iris.fullBatch();
        } else {
            iris.batch();
        }
        if (reopened) {
            iris.restart();
        }
        var batch = iris.ended();
        var expected = new ArrayList<String>();
        int devices = 0;
        for (var model : models.values()) {
            var told = full ? model.full() : model.batch();
            expected.addAll(told);
            devices += told.isEmpty() ? 0 : 1;
        }
        assertThat(new TreeSet<>(iris.told())).as("%s", history).isEqualTo(new TreeSet<>(expected));
        assertThat(batch.received()).as("%s", history).isEqualTo(devices);
        assertThat(batch.successful()).as("%s", history).isEqualTo(devices);
    }

    private BatchModel model(String device) {
        var model = models.get(device);
        if (model == null) {
            throw new IllegalStateException("no device " + device);
        }
        return model;
    }

    private void note(String step) {
        history.add(step);
    }

    private static String change(Random random, String device) {
        var words = new HashMap<String, String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                var id = "u" + device + "x" + random.nextInt(2);
                words.put(id, (random.nextInt(3) == 0 ? "noid:" : "id:") + id);
            } else {
                var segment = List.of("A", "B", "C").get(random.nextInt(3));
                words.put(segment, (random.nextBoolean() ? "+" : "-") + segment);
            }
        }
        return String.join(" ", words.values());
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted().toList();
    }
}
