package io.fovea.ops.arithmetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.ops.Buffer;
import io.fovea.ops.Operation;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WorkContext;
import io.fovea.tensor.Value;

/**
 * Feature maps as the pixels of a larger one, every {@code stepY} rows and {@code stepX} columns; pixels that none gives are zero.
 *
 * @param pieces the feature maps and where they begin
 */
public record InterleaveOperation(String name, List<Piece> pieces, Value output, int stepY, int stepX)
        implements Operation {
    /**
     * One of the feature maps.
     *
     * @param row of the output that its first row becomes
     * @param column of the output that its first column becomes
     */
    public record Piece(Value value, int row, int column) {}

    @Override
    public List<Value> inputs() {
        return pieces.stream().map(Piece::value).toList();
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    private boolean coversOutput() {
        return pieces.stream().mapToLong(piece -> (long) piece.value().height() * piece.value().width()).sum()
                == (long) output.height() * output.width();
    }

    @Override
    public void forward(PlanContext p) {
        Buffer y = p.value(output);
        List<Buffer> x = inputs().stream().map(p::value).toList();
        p.samplewise(name, x, List.of(y), context -> {
            if (!coversOutput()) {
                y.layout().clearInside(y.inside(context));
            }
            for (int i = 0; i < x.size(); i++) {
                copy(p, pieces.get(i), x.get(i), y, true, context);
            }
        });
    }

    @Override
    public void backward(PlanContext p) {
        Buffer dy = p.gradientToRead(output);
        List<Optional<Buffer>> dx = pieces.stream()
                .map(piece -> Optional.of(piece.value()).filter(p::requiresGradient).map(p::inputGradient))
                .toList();
        List<Buffer> writes = new ArrayList<>();
        dx.forEach(buffer -> buffer.ifPresent(writes::add));
        p.samplewise(name + " gradient", List.of(dy), writes, context -> {
            for (int i = 0; i < dx.size(); i++) {
                if (dx.get(i).isPresent()) {
                    copy(p, pieces.get(i), dx.get(i).get(), dy, false, context);
                }
            }
        });
    }

    private void copy(PlanContext p, Piece piece, Buffer part, Buffer whole, boolean toWhole, WorkContext context) {
        Value value = piece.value();
        long step = stepX * whole.layout().pixelBytes();
        long pixel = part.layout().pixelBytes();
        for (int r = 0; r < value.height(); r++) {
            long a = part.inside(context) + r * part.layout().rowBytes();
            long b = whole.inside(context) + (piece.row() + (long) r * stepY) * whole.layout().rowBytes()
                    + piece.column() * whole.layout().pixelBytes();
            p.kernels().elementwise().scale(
                    value.width(), value.channelStride(), 1, 0, toWhole ? a : b, toWhole ? pixel : step,
                    toWhole ? b : a, toWhole ? step : pixel);
        }
    }
}
