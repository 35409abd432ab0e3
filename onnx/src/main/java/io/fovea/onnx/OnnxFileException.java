package io.fovea.onnx;

import java.io.IOException;

/**
 * A file is no ONNX model that can be read, or a model can't be written as one; the message is one line that names the file, and
 * where there is one, the node and its operator, or the layer.
 */
public final class OnnxFileException extends IOException {
    private static final long serialVersionUID = 1;

    /** With a message for the person who gave the file. */
    public OnnxFileException(String message) {
        super(message);
    }

    /** With a message for the person who gave the file, and what happened underneath. */
    public OnnxFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
