package io.fovea.onnx;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a model is written.
 *
 * <p>Example: {@code ExportOptions.defaults().foldBatchNormalization(true)}
 *
 * @param foldBatchNormalization whether a batch normalization is folded into the weights of the convolution or dense layer
 *     before it, where nothing else reads that; default false
 * @param opset the version of ONNX's operators, from {@value #OLDEST_OPSET} to {@value #NEWEST_OPSET}; default
 *     {@value #DEFAULT_OPSET}
 * @param metadata texts by name that are kept in the file; sorted by name
 */
public record ExportOptions(boolean foldBatchNormalization, int opset, Map<String, String> metadata) {
    /** The oldest version that can be written. */
    public static final int OLDEST_OPSET = 17;

    /** The newest version that can be written. */
    public static final int NEWEST_OPSET = 22;

    /** The version that is written where none is asked for: ONNX Runtime 1.14 and later read it. */
    public static final int DEFAULT_OPSET = 18;

    /**
     * Checks the version and copies the texts.
     *
     * @throws IllegalArgumentException when the version is none that can be written
     */
    public ExportOptions {
        if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
            throw new IllegalArgumentException(
                    "opset must be " + OLDEST_OPSET + " to " + NEWEST_OPSET + ", but is " + opset);
        }
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /** Nothing folded, the default version, no texts. */
    public static ExportOptions defaults() {
        return new ExportOptions(false, DEFAULT_OPSET, Map.of());
    }

    /** With batch normalizations folded, or not. */
    public ExportOptions foldBatchNormalization(boolean fold) {
        return new ExportOptions(fold, opset, metadata);
    }

    /** With another version of the operators. */
    public ExportOptions opset(int version) {
        return new ExportOptions(foldBatchNormalization, version, metadata);
    }

    /** With these texts. */
    public ExportOptions metadata(Map<String, String> texts) {
        return new ExportOptions(foldBatchNormalization, opset, texts);
    }
}
