package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Model;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.models.ModelZoo;
import io.fovea.optimizers.Adam;
import io.fovea.tensor.Shape;

/**
 * What loading and saving the tutorial's model with Adam's state costs: 12.7 MB. The time is printed, and with {@code
 * -Dfovea.times=20} is that of many; a machine under test has other work.
 */
class ModelFileCostTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int TIMES = Integer.getInteger("fovea.times", 3);

    @TempDir
    Path folder;

    private Path file;
    private Model model;

    @BeforeEach
    void makeModel() throws IOException {
        model = ModelZoo.TUTORIAL.create(Shape.of(32, 32, 3), 10);
        model.compile(new Adam(), new SparseCategoricalCrossentropy());
        file = folder.resolve("model.keras");
        KerasFile.save(model, file);
        KerasFile.load(file).model().close();
    }

    @AfterEach
    void free() {
        model.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    /** The bytes of all threads' objects, also of those that are garbage at once. */
    private void check(String what, Work work) throws IOException {
        long size = Files.size(file);
        assertThat(size).isBetween(12_700_000L, 12_800_000L);
        long least = Long.MAX_VALUE;
        double[] milliseconds = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long before = THREADS.getTotalThreadAllocatedBytes();
            long begun = System.nanoTime();
            work.run();
            milliseconds[i] = (System.nanoTime() - begun) / 1e6;
            least = Math.min(least, THREADS.getTotalThreadAllocatedBytes() - before);
        }
        Arrays.sort(milliseconds);
        System.out.printf(
                Locale.ROOT, "%s %,d bytes: %,d bytes of objects; ms of %d times: least %.0f, median %.0f, most %.0f%n",
                what,
                size, least, TIMES, milliseconds[0], milliseconds[TIMES / 2], milliseconds[TIMES - 1]);
        assertThat(least).as("bytes of objects").isLessThan(2 * size);
    }

    @Test
    void savingMakesNoMoreObjectsThanTwiceTheFile() throws IOException {
        check("saving", () -> KerasFile.save(model, file));
    }

    @Test
    void loadingMakesNoMoreObjectsThanTwiceTheFile() throws IOException {
        check("loading", () -> KerasFile.load(file).model().close());
    }
}
