package io.fovea.ops.convolution;

import java.util.Optional;

import io.fovea.kernels.Kernels;
import io.fovea.kernels.Subnormals;
import io.fovea.ops.ChannelAffine;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Parameter;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WeightLayout;
import io.fovea.runtime.Memory;

/**
 * The weights and the bias of a convolution with the batch normalization behind it folded in: at inference that is a scale
 * and a shift of each channel, {@code s (w x + b) + t = (s w) x + (s b + t)}. Recomputed whenever the weights have changed.
 */
final class FoldedNormalization {
    private final String name;
    private final Parameter kernel;
    private final Optional<Parameter> ownBias;
    private final ChannelAffine normalization;
    private final Kernels kernels;
    private final WeightLayout w;
    private final long statistics;
    private final long weights;
    private final long bias;
    private final long zeros;

    /**
     * A folding; those of one operation share their memory, so one alone needs {@link #addTo}.
     *
     * @param name of the operation
     * @param zeros address of as many zeros as the kernel has columns with padding
     */
    FoldedNormalization(
            String name, Parameter kernel, Optional<Parameter> ownBias, ChannelAffine normalization, long zeros,
            PlanContext p) {
        this.name = name;
        this.kernel = kernel;
        this.ownBias = ownBias;
        this.normalization = normalization;
        this.zeros = zeros;
        kernels = p.kernels();
        w = kernel.layout();
        statistics = p.shared(name + " folded statistics", ChannelAffine.VECTORS * vector());
        weights = p.shared(name + " folded weights", 4L * w.floats());
        bias = p.shared(name + " folded bias", vector());
    }

    private long vector() {
        return 4L * w.paddedColumns();
    }

    /** The address of the weights, laid out as the convolution's own. */
    long weights() {
        return weights;
    }

    /** The address of the bias. */
    long bias() {
        return bias;
    }

    /** Has the plan compute them whenever the weights have changed. */
    void addTo(PlanContext p) {
        p.prepack(name + " folded weights", 0, 1, (task, worker) -> refresh());
    }

    private void refresh() {
        normalization.movingStatistics(statistics);
        long scale = statistics + 2 * vector();
        long shift = statistics + 3 * vector();
        for (int panel = 0; panel < w.panels(); panel++) {
            long at = w.panelOffset(panel);
            long row = 4L * w.panelWidth(panel);
            kernels.normalization().normalize(
                    w.rows(), 1, w.panelWidth(panel), kernel.address() + at, row,
                    scale + 8L * panel * w.lanes(), zeros, weights + at, row);
            Epilogue.NONE.forward(kernels.activation(), w.rows(), w.panelWidth(panel), weights + at, row);
        }
        long own = ownBias.map(Parameter::address).orElse(zeros);
        for (long c = 0; c < vector(); c += 4) {
            Memory.set(
                    bias + c,
                    Subnormals.flush(Memory.get(own + c) * Memory.get(scale + c) + Memory.get(shift + c)));
        }
    }
}
