/**
 * ONNX model files. {@link io.fovea.onnx.OnnxFile} saves and loads; {@code ModelExport} writes a model node by node, with {@code
 * OnnxTensor} for what layers compute; {@code ModelImport} makes layers of a file's nodes.
 */
package io.fovea.onnx;
