package io.fovea.ops.convolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Parameter;
import io.fovea.ops.PlanContext;
import io.fovea.tensor.Value;

/** The end of a convolution, backwards: activation and bias. */
final class EpilogueGradient {
    private EpilogueGradient() {}

    /**
     * Adds the gradient of the activation, in place, and the sum for the bias, row by row, so that the second finds the row in the L1
     * cache. Without an activation tiny numbers become zero, if they are not yet.
     */
    static void add(
            PlanContext p, String name, Value output, Epilogue epilogue, Optional<Parameter> bias, Buffer dy) {
        Optional<Parameter> trained = bias.filter(p::isTrainable);
        boolean changes = epilogue.present() || !p.isGradientFlushed(output);
        if (!changes && trained.isEmpty()) {
            return;
        }
        Buffer y = epilogue.present() ? p.value(output) : dy;
        List<Buffer> reads = epilogue.present() ? List.of(dy, y) : List.of(dy);
        List<Buffer> writes = new ArrayList<>(List.of(dy));
        List<Buffer> sums = trained.map(p::partialGradient).map(List::of).orElse(List.of());
        writes.addAll(sums);
        int floats = output.width() * output.channelStride();
        p.samplewise(name + " activation gradient", reads, writes, context -> {
            for (int r = 0; r < output.height(); r++) {
                long d = dy.inside(context) + r * dy.layout().rowBytes();
                if (changes) {
                    long known = y.inside(context) + r * y.layout().rowBytes();
                    epilogue.gradient(p.kernels().activation(), 1, floats, known, 0, d, 0);
                }
                if (!sums.isEmpty()) {
                    p.kernels().elementwise().sumRows(
                            output.width(), output.channelStride(), d, dy.layout().pixelBytes(),
                            sums.getFirst().at(context), !context.first || r > 0);
                }
            }
        });
    }
}
