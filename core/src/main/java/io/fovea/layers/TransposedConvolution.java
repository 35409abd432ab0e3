package io.fovea.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.custom.SymbolicTensor;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.arithmetic.InterleaveOperation;
import io.fovea.ops.arithmetic.InterleaveOperation.Piece;
import io.fovea.ops.convolution.Axis;
import io.fovea.ops.convolution.ConvolutionOperation;
import io.fovea.ops.convolution.Geometry;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A transposed convolution as one convolution of stride 1 for each phase of the output ({@link Axis}), whose results are
 * interleaved. No product with a zero is computed, and every method for convolutions is at hand.
 *
 * @param lowering records the operations
 * @param rows the vertical axis of the convolution that this one is the transpose of
 * @param columns its horizontal axis
 * @param input what is read
 * @param shape of the output
 * @param weights of the layer: a kernel {@code [kernelHeight, kernelWidth, filters, channels]}, and a bias if there are two
 */
record TransposedConvolution(
        Lowering lowering, Axis rows, Axis columns, Value input, Shape shape,
        List<Weight> weights) {
    /** A pair of phases that has taps and outputs. */
    private record Phase(int row, int column, int taps) {}

    private List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        for (int r = 0; r < rows.phases(); r++) {
            for (int c = 0; c < columns.phases(); c++) {
                int taps = rows.taps(r) * columns.taps(c);
                if (taps > 0) {
                    phases.add(new Phase(r, c, taps));
                }
            }
        }
        return phases;
    }

    Value lower() {
        List<Phase> phases = phases();
        List<Parameter> kernels = kernels(phases);
        // Where every output pixel has taps, the convolutions add the bias.
        boolean everywhere = phases.size() == rows.stride() * columns.stride();
        boolean useBias = weights.size() == 2;
        Optional<Parameter> bias = lowering.vector(useBias && everywhere, "bias", shape.channels());
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            if (rows.pixels(phase.row()) > 0 && columns.pixels(phase.column()) > 0) {
                pieces.add(new Piece(
                        convolution(phase, kernels.get(i), bias), rows.firstPixel(phase.row()),
                        columns.firstPixel(phase.column())));
            }
        }
        Value whole = pieces.size() == 1 && everywhere
                ? pieces.getFirst().value()
                : lowering.add(new InterleaveOperation(
                        lowering.name(), List.copyOf(pieces), lowering.value(shape), rows.stride(), columns.stride()));
        return useBias && !everywhere
                ? LoweredTensor.known(LoweredTensor.of(lowering, shape, whole)
                        .add(LoweredTensor.ofWeight(Optional.of(lowering), weights.getLast()))).value().orElseThrow()
                : whole;
    }

    /** The kernel's taps by phase; within one, in reverse and with channels before filters. */
    private List<Parameter> kernels(List<Phase> phases) {
        int channels = input.channels();
        int filters = shape.channels();
        List<WeightLayout> layouts = phases.stream()
                .map(phase -> new WeightLayout(
                        phase.taps(), channels, input.channelStride(), filters, lowering.lanes()))
                .toList();
        int[] starts = new int[rows.stride() * columns.stride()];
        int start = 0;
        for (Phase phase : phases) {
            starts[phase.row() * columns.stride() + phase.column()] = start;
            start += phase.taps() * channels * filters;
        }
        return lowering.parameters("kernel", layouts, element -> {
            int channel = element % channels;
            int filter = element / channels % filters;
            int tap = element / channels / filters;
            int row = tap / columns.kernel();
            int column = tap % columns.kernel();
            int rowPhase = rows.phaseOf(row);
            int columnPhase = columns.phaseOf(column);
            int place = rows.tapOf(row) * columns.taps(columnPhase) + columns.tapOf(column);
            return starts[rowPhase * columns.stride() + columnPhase] + (place * channels + channel) * filters + filter;
        });
    }

    private Value convolution(Phase phase, Parameter kernel, Optional<Parameter> bias) {
        int top = rows.firstOutput(phase.row());
        int left = columns.firstOutput(phase.column());
        Value in = cropped(Math.max(0, top), Math.max(0, left));
        int outRows = rows.pixels(phase.row());
        int outColumns = columns.pixels(phase.column());
        Geometry geometry = new Geometry(
                in.height(), in.width(), outRows, outColumns, rows.taps(phase.row()), columns.taps(phase.column()), 1,
                1, rows.tapStep(), columns.tapStep(), Math.max(0, -top), Math.max(0, -left));
        return lowering.add(new ConvolutionOperation(
                lowering.name() + " phase " + phase.row() + " " + phase.column(), in,
                lowering.value(Shape.of(outRows, outColumns, shape.channels())), geometry, kernel, bias));
    }

    /** The input without the rows and columns that no window of a phase reads. */
    private Value cropped(int top, int left) {
        if (top == 0 && left == 0) {
            return input;
        }
        Shape given = Shape.of(input.height(), input.width(), input.channels());
        SymbolicTensor part = LoweredTensor.of(lowering, given, input)
                .slice(SymbolicTensor.HEIGHT, top, input.height())
                .slice(SymbolicTensor.WIDTH, left, input.width());
        return LoweredTensor.known(part).value().orElseThrow();
    }
}
