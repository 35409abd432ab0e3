"""Writes the table of Keras's public names and whether Fovea has them: docs/keras-names.md.

    target/golden/bin/python tools/golden/names.py docs/keras-names.md

The names are those of Keras's own namespaces. A name is here if a class of that name is in core's sources, or if the files' codecs
know it. What is missing has a reason, or the script ends with an error.
"""
import os
import re
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras

ROOT = Path(__file__).resolve().parent.parent.parent
SPACES = ("layers", "activations", "initializers", "regularizers", "constraints", "losses", "optimizers",
          "optimizers.schedules", "metrics", "callbacks")
CLASSES = {f.stem for f in (ROOT / "core/src/main/java").rglob("*.java")}
CODECS = set(re.findall(r'"(\w+)"', "".join(f.read_text() for f in (ROOT / "keras/src/main/java").rglob("*.java"))))
ACTIVATIONS = set(re.findall(r'"(\w+)"', (ROOT / "core/src/main/java/io/fovea/activations/ActivationFunction.java").read_text()))
RENAMED = {
    "Input": "Input", "InputLayer": "Input", "glu": "GatedLinearUnit", "BackupAndRestore": "FitOptions.checkpoints",
    "History": "the result of Model.fit", "ProgbarLogger": "the command line's progress", "CallbackList": "FitOptions.callback",
    "Zeros": "Constant.ZEROS", "Ones": "Constant.ONES", "F1Score": "FBetaScore", "Lambda": "ComposedLayer, in Java",
    "Layer": "Layer, ComposedLayer", "Wrapper": "Layer", "MultiOptimizer": "Grouped", "OptimizerMap": "Grouped",
    "LearningRateSchedule": "LearningRate", "MeanMetricWrapper": "Metric.of", "hard_swish": "HARD_SWISH", "swish": "SWISH",
     "IdentityInitializer": "Identity", "OrthogonalInitializer": "Orthogonal",
    "Identity": "Activation.of(LINEAR)"}
ALIASES = {"AvgPool2D": "AveragePooling2D", "MaxPool2D": "MaxPooling2D", "Convolution2D": "Conv2D",
           "Convolution2DTranspose": "Conv2DTranspose", "GlobalAvgPool2D": "GlobalAveragePooling2D",
           "GlobalMaxPool2D": "GlobalMaxPooling2D", "SeparableConvolution2D": "SeparableConv2D"}
# Of what is not here, why: the first pattern that fits.
REASONS = [
    (r"1D|3D", "not of two-dimensional images"),
    (r"LSTM|GRU|RNN|Bidirectional|TimeDistributed|Masking", "recurrent: sequences, not images"),
    (r"Attention|Embedding|EinsumDense", "attention and embeddings: transformers, not convolutional classifiers"),
    (r"Text|String|Integer|Hash|Category|Discretization|Spectrogram|STFT|stft", "text, categories or sound, not images"),
    (r"JaxLayer|FlaxLayer|TFSMLayer|TorchModule|Orbax|RemoteMonitor|^legacy$", "a bridge to Python"),
    (r"^Pipeline$", "layers one after the other outside of a model, for tf.data: here they are layers of the model"),
    (r"InputSpec|BoundingBoxes|LossScaleOptimizer", "float16 or bounding boxes: float32 classifiers need neither"),
    (r"^Mean$|^Sum$", "of numbers, not of predictions and targets; a metric of one's own is `Metric.of`"),
    (r"^CTC|^ctc", "labels of sequences, not of images"),
    (r"Circle|circle", "compares the samples of a batch with one another: learning of distances, not of classes"),
    (r"SpectralNormalization", "rewrites the weights of another layer before each step; for the discriminators of generative networks")]
FUNCTIONS = {"deserialize", "serialize", "get"}


def status(space, name):
    """Where a name is, or why it is nowhere."""
    if name in FUNCTIONS:
        return None
    if space == "activations":
        return f"`{RENAMED[name]}`" if name in RENAMED else "`Activations`" if name in ACTIVATIONS else None
    if name[0].islower():
        return None  # the function form of a class
    if name in ALIASES:
        return f"`{ALIASES[name]}`, another name of it"
    if name in RENAMED:
        return f"`{RENAMED[name]}`"
    if name in CLASSES:
        return f"`{name}`"
    if name in CODECS:
        return "in files and by name"
    for pattern, reason in REASONS:
        if re.search(pattern, name):
            return f"no: {reason}"
    if name in ("Initializer", "Regularizer", "Constraint", "Loss", "Optimizer", "Metric", "Callback"):
        return f"`{name}`"
    raise SystemExit(f"{space}.{name} is missing without a reason")


def main():
    lines = [f"# Keras's names in Fovea\n", f"Of Keras {keras.__version__}'s namespaces; written by `tools/golden/names.py`. Functions",
             "in lower case that are another form of a class, and `get`, `serialize`, `deserialize`, are left out.\n"]
    for space in SPACES:
        module = keras
        for part in space.split("."):
            module = getattr(module, part)
        rows = [(n, status(space, n)) for n in sorted(vars(module)) if not n.startswith("_")]
        rows = [(n, s) for n, s in rows if s and not (space == "optimizers" and n == "schedules")]
        here = sum(not s.startswith("no:") for _, s in rows)
        lines += [f"## keras.{space}: {here} of {len(rows)}\n", "| Keras | Fovea |", "| --- | --- |"]
        lines += [f"| {n} | {s} |" for n, s in rows] + [""]
    Path(sys.argv[1]).write_text("\n".join(lines))


main()
