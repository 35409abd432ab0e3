package io.fovea.bench.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.benchmark.StageRate;
import io.fovea.benchmark.StepProfile;
import io.fovea.benchmark.WorkRate;

class StageTableTest {
    @Test
    void totalsAreByKindOfWorkAndRowsByStage() {
        StepProfile profile = new StepProfile(10, 2, 1e-3, List.of(
                new StageRate(300e-6, List.of(
                        new WorkRate("conv2d", 200e-6, 20e6, 0), new WorkRate("add", 50e-6, 0, 1e6))),
                new StageRate(600e-6, List.of(
                        new WorkRate("conv2d weight gradient", 300e-6, 15e6, 0),
                        new WorkRate("conv2d input gradient", 100e-6, 10e6, 0),
                        new WorkRate("add gradient", 180e-6, 0, 0)))));

        assertThat(StageTable.of(profile, 200e9).lines()).contains(
                "10000.0 images/s, 1000 µs a step, 22.5 % of the peak of 200 GFLOP/s, 2 threads, 2 stages.",
                "| products, forward | 200.0 | 20.0 % | 100 | 50 % |",
                "| products, gradient of inputs | 100.0 | 10.0 % | 100 | 50 % |",
                "| products, gradient of weights | 300.0 | 30.0 % | 50 | 25 % |",
                "| everything else, forward | 50.0 | 5.0 % | | |",
                "| everything else, gradients | 180.0 | 18.0 % | | |",
                "| waiting at the ends of stages | 70.0 | 7.0 % | | |",
                "| between stages | 100.0 | 10.0 % | | |",
                "| 1 | conv2d | 200.0 | 20.0 % | 100 | 50 % |  |  |",
                "| 1 | add | 50.0 | 5.0 % | | | 20.0 | 50.0 |",
                "| 2 | add gradient | 180.0 | 18.0 % | | |  | 20.0 |");
    }
}
