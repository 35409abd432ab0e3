package io.fovea.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.kernels.MatrixKernel;
import io.fovea.tensor.Value;

/**
 * A dense layer: {@code y = activation(x W + b)} over the whole batch.
 *
 * <p>The input may be an image without a halo; it is taken as one long vector, so a flattening costs nothing. A long one is
 * cut into blocks of rows of W whose partial products are added afterwards, in order.
 *
 * @param kernel {@code [inputs, units]}
 * @param bias {@code [units]}, or empty
 */
public record DenseOperation(
        String name, Value input, Value output, Parameter kernel, Optional<Parameter> bias, Epilogue epilogue)
        implements Operation {
    /** Above this many inputs the product is cut into parts. */
    private static final int LONG = 1024;

    private static final int MOST_PARTS = 16;

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(kernel));
        bias.ifPresent(all::add);
        return all;
    }

    @Override
    public boolean flatInput() {
        return true;
    }

    @Override
    public Optional<Operation> withActivation(Epilogue activation, Value activated) {
        return epilogue.canBecome(activation)
                ? Optional.of(new DenseOperation(name, input, activated, kernel, bias, activation))
                : Optional.empty();
    }

    @Override
    public void forward(PlanContext p) {
        int inputs = nominalInputs();
        int parts = inputs <= LONG ? 1 : Math.min(MOST_PARTS, inputs / (LONG / 2));
        if (parts == 1) {
            forwardWhole(p);
        } else {
            forwardInParts(p, parts);
        }
    }

    private void forwardWhole(PlanContext p) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        long b = biasAddress(p);
        p.blockwise(name, List.of(x), List.of(y), (from, to, worker) -> {
            product(p.kernels().matrix(), 0, kernel.layout().rows(), x, from, to, y.at(from), y.stride(), b);
            activate(p, y, from, to);
        });
    }

    private void forwardInParts(PlanContext p, int parts) {
        Buffer x = p.value(input);
        Buffer y = p.value(output);
        WeightLayout w = kernel.layout();
        long b = biasAddress(p);
        long zeros = p.shared(name + " zeros", 4L * w.paddedColumns());
        long row = 4L * w.paddedColumns();
        long block = p.batch() * row;
        long sums = p.shared(name + " partial sums", parts * block);
        p.batchwise(name, parts, List.of(x), List.of(), (part, worker) -> {
            int first = start(part, parts);
            long to = sums + part * block;
            product(p.kernels().matrix(), first, start(part + 1, parts), x, 0, p.step().samples(), to, row, zeros);
        });
        p.blockwise(name + " sum", List.of(), List.of(y), (from, to, worker) -> {
            for (int s = from; s < to; s++) {
                long to0 = y.at(s);
                p.kernels().elementwise().sumBlocks(parts, w.paddedColumns(), sums + s * row, block, to0);
                p.kernels().elementwise().add(1, w.paddedColumns(), to0, 0, b, 0, to0, 0);
            }
            activate(p, y, from, to);
        });
    }

    /** Rows of W if a vector held 16 floats. */
    private int nominalInputs() {
        return input.height() * input.width() * input.nominalStride();
    }

    /**
     * The first row of W of a part. Parts begin at the same channel of the same pixel at every vector length, since each is a
     * sum of its own; at 16 floats in a vector that is a multiple of 32 rows.
     */
    private int start(int part, int parts) {
        WeightLayout w = kernel.layout();
        if (part == parts) {
            return w.rows();
        }
        int nominal = (int) ((long) nominalInputs() * part / parts) & -32;
        int pixel = nominal / input.nominalStride();
        int channel = Math.min(nominal % input.nominalStride(), w.groupRows());
        return pixel * w.groupRows() + channel;
    }

    /** Rows {@code first} … {@code end} of W with samples {@code from} … {@code to}, in pieces that stay in the L1 cache. */
    private void product(
            MatrixKernel matrix, int first, int end, Buffer x, int from, int to, long c, long rowC, long init) {
        WeightLayout w = kernel.layout();
        int piece = to - from <= 16 ? 512 : 256;
        for (int k = first; k < end; k += piece) {
            for (int panel = 0; panel < w.panels(); panel++) {
                long rowB = 4L * w.panelWidth(panel);
                long target = c + 8L * panel * w.lanes();
                matrix.multiply(
                        to - from, w.vectors(panel), x.at(from) + 4L * k, 1, Math.min(piece, end - k), 0, 4, x.stride(),
                        kernel.address() + w.panelOffset(panel) + k * rowB, 0, rowB,
                        target, rowC,
                        k == first ? init + 8L * panel * w.lanes() : target, k == first ? 0 : rowC);
            }
        }
    }

    private void activate(PlanContext p, Buffer y, int from, int to) {
        int count = epilogue.count(output.channels(), output.channelStride());
        epilogue.forward(p.kernels().activation(), to - from, count, y.at(from), y.stride());
    }

    private long biasAddress(PlanContext p) {
        return bias.map(Parameter::address).orElseGet(() -> p.shared(name + " no bias", 4L * output.channelStride()));
    }

    @Override
    public void backward(PlanContext p) {
        new DenseGradient(this, p).add();
    }
}
