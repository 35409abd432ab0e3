/** ONNX model files, in and out. */
module io.fovea.onnx {
    requires com.google.protobuf;
    requires transitive io.fovea;
    requires org.tribuo.util.onnx;

    exports io.fovea.onnx;
}
