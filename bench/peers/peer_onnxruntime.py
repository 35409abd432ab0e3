"""ONNX Runtime: infer MODEL BATCH THREADS FOLDER. All optimisations on; the model's batch is fixed, so nothing is left open."""
import os
import sys
import tempfile

import numpy as np
import onnxruntime

import onnx_models
import shared_model
import worker


def main(work, name, batch, threads, folder):
    batch = int(batch)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(threads)
    options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    with tempfile.TemporaryDirectory() as temporary:
        file = os.path.join(temporary, "model.onnx")
        weights = onnx_models.MODELS[name](file, batch, folder)
        session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    channels, *size = onnx_models.SHAPES[name]
    images = np.ascontiguousarray(shared_model.samples(folder, batch, (*size, channels)).transpose(0, 3, 1, 2))
    worker.serve(weights, batch, lambda: session.run(None, {"images": images})[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
