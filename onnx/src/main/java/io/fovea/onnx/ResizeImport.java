package io.fovea.onnx;

import java.util.Arrays;
import java.util.Optional;

import io.fovea.layers.ResizeMethod;
import io.fovea.layers.Resizing;
import io.fovea.layers.UpSampling2D;
import io.fovea.onnx.ImportedValue.Constant;
import io.fovea.onnx.ImportedValue.Signal;

/** Resizing of images. */
final class ResizeImport {
    private ResizeImport() {}

    static Signal read(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().map(node, 0);
        boolean old = node.operator().equals("Upsample") || node.graph().opset() < 11;
        double[] factors = factors(node, x, old);
        int height = pixels(node, x.shape().dimension(0), factors[0]);
        int width = pixels(node, x.shape().dimension(1), factors[1]);
        boolean whole = factors[0] >= 1 && factors[1] >= 1 && factors[0] == Math.rint(factors[0])
                && factors[1] == Math.rint(factors[1]);
        ResizeMethod method = method(node, old, whole, Math.max(factors[0], factors[1]));
        if (height == x.shape().dimension(0) && width == x.shape().dimension(1)) {
            return x;
        }
        if (whole) {
            return node.graph().add(
                    UpSampling2D.of((int) factors[0], (int) factors[1]).interpolation(method), Signal.MAP, x);
        }
        return node.graph().add(Resizing.of(height, width).interpolation(method), Signal.MAP, x);
    }

    private static int pixels(ImportedNode node, int size, double factor) throws OnnxFileException {
        // A factor that was written as a float, of a size that it was made for.
        double pixels = Math.floor(size * factor + 1e-4);
        if (!(pixels >= 1 && pixels <= 1 << 24)) {
            throw node.failure("makes " + size + " pixels to " + pixels + "; 1 to " + (1 << 24) + " are allowed");
        }
        return (int) pixels;
    }

    /** How many times as high and as wide the result is. */
    private static double[] factors(ImportedNode node, Signal x, boolean old) throws OnnxFileException {
        Optional<Constant> scales = node.optionalConstant(old ? 1 : 2).filter(c -> c.size() > 0);
        Optional<Constant> sizes = old ? Optional.empty() : node.optionalConstant(3).filter(c -> c.size() > 0);
        Constant given = scales.or(() -> sizes).orElseThrow(() -> node.failure("has no scales and no sizes"));
        long[] axes = node.integers("axes").orElse(new long[]{0, 1, 2, 3});
        if (given.size() != axes.length || sizes.isPresent() && !given.isWhole()) {
            throw node.failure("has " + given.size() + " scales or sizes for " + axes.length + " axes");
        }
        double[] all = {1, 1, 1, 1};
        for (int i = 0; i < axes.length; i++) {
            int axis = node.axis(axes[i], 4);
            boolean batch = given.at(i) == Constant.BATCH;
            all[axis] = scales.isPresent() || batch || axis == 0
                    ? scales.isPresent() ? given.at(i) : 1
                    : given.at(i) / x.sample()[axis - 1];
        }
        if (all[0] != 1 || all[1] != 1) {
            throw node.failure("resizes the batch or the channels: " + Arrays.toString(all));
        }
        return new double[]{all[2], all[3]};
    }

    /** Where pixels lie must be what our layers have: centers are compared, or each pixel is repeated. */
    private static ResizeMethod method(ImportedNode node, boolean old, boolean whole, double factor)
            throws OnnxFileException {
        String mode = node.word("mode", "nearest");
        String places = node.word("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
        String nearest = node.word("nearest_mode", old ? "floor" : "round_prefer_floor");
        boolean centers = places.equals("half_pixel") || places.equals("pytorch_half_pixel");
        if (node.integer("antialias", 0) == 0) {
            if (mode.equals("linear") && centers) {
                return ResizeMethod.BILINEAR;
            }
            boolean repeats = whole && (centers && nearest.startsWith("round_prefer")
                    || places.equals("asymmetric") && (nearest.equals("floor")
                            || nearest.equals("round_prefer_floor") && factor <= 2));
            if (mode.equals("nearest") && (repeats || centers && nearest.equals("round_prefer_ceil"))) {
                return ResizeMethod.NEAREST;
            }
        }
        throw node.failure("resizes in the mode " + OnnxFile.shown(mode + ", " + places + ", " + nearest)
                + "; nearest and linear of half pixels, and whole factors are read");
    }
}
