"""Makes golden tensors of every layer, activation, loss, metric, optimizer and schedule with the real Keras.

    python3 -m venv target/golden && target/golden/bin/pip install keras==3.15.1 tensorflow-cpu==2.21.0
    target/golden/bin/python tools/golden/catalog.py keras/src/test/resources/catalog

For each category one NAME.npz: an `index.json` that lists the cases and the versions, and the arrays of each case as
`CASE/ARRAY.npy`. A category that draws from a generator of its own can be made alone: `augmentations`, `more_layers`, `layer_penalties`, `more_optimizers` after the folder. Everything is float32, seed 1. With --names it writes the table of Keras's public names instead.
"""
import io
import json
import os
import sys
import zipfile

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy as np
import tensorflow as tf
from keras import layers as L

rng = np.random.default_rng(1)
keras.utils.set_random_seed(1)


def normal(*shape, scale=1.0):
    return rng.normal(size=shape, scale=scale).astype("float32")


class Catalog:
    """The cases of one category and their arrays, written as one archive with fixed times."""

    def __init__(self, name):
        self.name = name
        self.cases = []
        self.arrays = {}

    def add(self, case, about, **arrays):
        if any(c["case"] == case for c in self.cases):
            raise ValueError(f"{case} is there twice")
        self.cases.append({"case": case, **about, "arrays": sorted(arrays)})
        for name, value in arrays.items():
            self.arrays[f"{case}/{name}.npy"] = np.asarray(value)

    def write(self, folder):
        index = {"keras": keras.__version__, "tensorflow": tf.__version__, "seed": 1, "cases": self.cases}
        with zipfile.ZipFile(os.path.join(folder, self.name + ".npz"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
            def put(name, data):
                z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
            put("index.json", json.dumps(index, indent=1))
            for name, value in self.arrays.items():
                file = io.BytesIO()
                np.save(file, value)
                put(name, file.getvalue())


def config(thing):
    return keras.saving.serialize_keras_object(thing)


# --- Layers -------------------------------------------------------------------------------------------------------------

LAYERS = Catalog("layers")
MORE_LAYERS = Catalog("more_layers")


def layer(case, make, *shapes, training=False, inputs=None, positive=False):
    """Output, and gradients of sum(output * r) by every input and trainable weight, of a batch of 3."""
    made = make()
    xs = inputs or [normal(3, *s) for s in shapes]
    if positive:
        xs = [np.abs(x) + 0.1 for x in xs]
    made(xs if len(xs) > 1 else xs[0], training=False) if not isinstance(made, L.InputLayer) else None
    weights = []
    for w in made.weights:
        if w.dtype != "float32":
            continue
        value = normal(*w.shape, scale=0.5)
        if "variance" in w.name:
            value = np.abs(value) + 0.5
        w.assign(value)
        weights.append(w)
    before = [w.numpy() for w in weights]
    variables = [tf.constant(x) for x in xs]
    with tf.GradientTape() as tape:
        for v in variables:
            tape.watch(v)
        y = made(variables if len(variables) > 1 else variables[0], training=training)
        r = normal(*y.shape)
        loss = tf.reduce_sum(y * r)
    trainable = [w for w in made.trainable_weights]
    gradients = tape.gradient(loss, variables + [w.value for w in trainable])
    arrays = {f"x{i}": x for i, x in enumerate(xs)} | {f"w{i}": b for i, b in enumerate(before)}
    arrays |= {"y": y.numpy(), "r": r}
    for i in range(len(variables)):
        arrays[f"dx{i}"] = np.zeros_like(xs[i]) if gradients[i] is None else tf.convert_to_tensor(gradients[i]).numpy()
    names = []
    for i, w in enumerate(trainable):
        arrays[f"dw{i}"] = tf.convert_to_tensor(gradients[len(variables) + i]).numpy()
        names.append(w.path)
    if training:
        arrays |= {f"after{i}": w.numpy() for i, w in enumerate(weights)}
    LAYERS.add(case, {"layer": config(made), "training": training, "inputs": len(xs),
                      "weights": [w.name for w in weights], "trainable": [w.name for w in trainable]}, **arrays)


def all_layers():
    # Convolutions
    for padding in ("valid", "same"):
        p = padding
        layer(f"conv2d {p}", lambda: L.Conv2D(5, 3, padding=p), (7, 6, 3))
        layer(f"conv2d {p} strides", lambda: L.Conv2D(4, (3, 2), strides=(2, 3), padding=p, activation="relu"), (9, 8, 2))
        layer(f"conv2d {p} dilation", lambda: L.Conv2D(3, 3, dilation_rate=2, padding=p, use_bias=False), (8, 9, 4))
        layer(f"conv2d {p} groups", lambda: L.Conv2D(6, 3, groups=3, padding=p), (6, 7, 9))
        layer(f"conv2d {p} groups strides", lambda: L.Conv2D(8, 3, strides=2, groups=2, padding=p), (7, 6, 4))
        layer(f"depthwise {p}", lambda: L.DepthwiseConv2D(3, padding=p), (7, 6, 5))
        layer(f"depthwise {p} strides", lambda: L.DepthwiseConv2D(3, strides=2, padding=p, activation="relu"), (8, 7, 3))
        layer(f"depthwise {p} multiplier", lambda: L.DepthwiseConv2D((2, 3), depth_multiplier=2, padding=p), (6, 7, 3))
        layer(f"depthwise {p} dilation", lambda: L.DepthwiseConv2D(3, dilation_rate=2, padding=p, use_bias=False), (8, 8, 2))
        layer(f"separable {p}", lambda: L.SeparableConv2D(5, 3, padding=p), (7, 6, 4))
        layer(f"separable {p} strides", lambda: L.SeparableConv2D(4, 3, strides=2, depth_multiplier=2, padding=p), (8, 7, 3))
        layer(f"transpose {p}", lambda: L.Conv2DTranspose(4, 3, padding=p), (5, 4, 3))
        layer(f"transpose {p} strides", lambda: L.Conv2DTranspose(3, 3, strides=2, padding=p, activation="tanh"), (4, 5, 4))
        layer(f"transpose {p} uneven", lambda: L.Conv2DTranspose(3, (2, 4), strides=(3, 2), padding=p, use_bias=False), (4, 3, 2))
        layer(f"transpose {p} small kernel", lambda: L.Conv2DTranspose(2, 2, strides=3, padding=p), (3, 4, 3))
        # Pooling
        layer(f"max pooling {p}", lambda: L.MaxPooling2D(2, padding=p), (7, 6, 3))
        layer(f"max pooling {p} overlap", lambda: L.MaxPooling2D(3, strides=2, padding=p), (7, 8, 2))
        layer(f"max pooling {p} uneven", lambda: L.MaxPooling2D((2, 3), strides=(1, 2), padding=p), (6, 7, 4))
        layer(f"average pooling {p}", lambda: L.AveragePooling2D(2, padding=p), (7, 6, 3))
        layer(f"average pooling {p} overlap", lambda: L.AveragePooling2D(3, strides=2, padding=p), (7, 8, 2))
    layer("transpose output padding", lambda: L.Conv2DTranspose(3, 3, strides=2, padding="same", output_padding=1), (4, 5, 2))
    layer("transpose output padding valid", lambda: L.Conv2DTranspose(3, 3, strides=3, padding="valid", output_padding=2), (3, 4, 2))
    layer("transpose dilation", lambda: L.Conv2DTranspose(3, 3, dilation_rate=2), (5, 4, 2))
    layer("conv2d pointwise", lambda: L.Conv2D(7, 1), (5, 6, 4))
    layer("conv2d large kernel", lambda: L.Conv2D(4, 5, padding="same", activation="gelu"), (6, 6, 3))
    for keepdims in (False, True):
        layer(f"global max pooling {keepdims}", lambda: L.GlobalMaxPooling2D(keepdims=keepdims), (5, 4, 3))
        layer(f"global average pooling {keepdims}", lambda: L.GlobalAveragePooling2D(keepdims=keepdims), (5, 4, 3))
    # Dense and shapes
    layer("dense", lambda: L.Dense(5), (7,))
    layer("dense tanh", lambda: L.Dense(4, activation="tanh", use_bias=False), (6,))
    layer("dense rank 2", lambda: L.Dense(5, activation="relu"), (4, 6))
    layer("dense rank 3", lambda: L.Dense(5), (3, 4, 6))
    layer("flatten", lambda: L.Flatten(), (3, 4, 5))
    layer("flatten rank 2", lambda: L.Flatten(), (4, 5))
    layer("reshape", lambda: L.Reshape((6, 10)), (3, 4, 5))
    layer("reshape image", lambda: L.Reshape((2, -1, 3)), (24,))
    layer("reshape channels", lambda: L.Reshape((4, 3, 5)), (3, 4, 5))
    layer("permute", lambda: L.Permute((3, 1, 2)), (3, 4, 5))
    layer("permute swap", lambda: L.Permute((2, 1, 3)), (3, 4, 5))
    layer("permute rank 2", lambda: L.Permute((2, 1)), (4, 5))
    layer("zero padding", lambda: L.ZeroPadding2D(2), (3, 4, 2))
    layer("zero padding uneven", lambda: L.ZeroPadding2D(((1, 0), (2, 3))), (3, 4, 5))
    layer("cropping", lambda: L.Cropping2D(1), (5, 6, 3))
    layer("cropping uneven", lambda: L.Cropping2D(((1, 2), (0, 3))), (6, 7, 2))
    layer("up sampling nearest", lambda: L.UpSampling2D((2, 3)), (3, 4, 2))
    layer("up sampling bilinear", lambda: L.UpSampling2D((2, 3), interpolation="bilinear"), (3, 4, 2))
    layer("repeat vector", lambda: L.RepeatVector(3), (5,))
    # Normalization
    for training in (False, True):
        t = "training" if training else "inference"
        layer(f"batch normalization {t}", lambda: L.BatchNormalization(), (4, 5, 3), training=training)
        layer(f"batch normalization plain {t}", lambda: L.BatchNormalization(scale=False, center=False, momentum=0.6, epsilon=1e-2), (4, 5, 6), training=training)
        layer(f"batch normalization vector {t}", lambda: L.BatchNormalization(), (7,), training=training)
    layer("layer normalization", lambda: L.LayerNormalization(), (3, 4, 5))
    layer("layer normalization vector", lambda: L.LayerNormalization(epsilon=1e-5), (9,))
    layer("layer normalization axes", lambda: L.LayerNormalization(axis=(1, 2, 3)), (3, 4, 5))
    layer("layer normalization plain", lambda: L.LayerNormalization(center=False, scale=False), (3, 4, 5))
    for groups in (1, 2, 3, 6, -1):
        layer(f"group normalization {groups}", lambda: L.GroupNormalization(groups=groups), (4, 3, 6))
    layer("group normalization plain", lambda: L.GroupNormalization(groups=2, center=False, scale=False, epsilon=1e-2), (3, 3, 4))
    layer("unit normalization", lambda: L.UnitNormalization(), (3, 4, 5))
    layer("unit normalization vector", lambda: L.UnitNormalization(), (6,))
    layer("rms normalization", lambda: L.RMSNormalization(), (3, 4, 5))
    layer("rms normalization vector", lambda: L.RMSNormalization(epsilon=1e-3), (6,))
    # Merging, with broadcasting
    for kind in (L.Add, L.Subtract, L.Multiply, L.Average, L.Maximum, L.Minimum):
        n = kind.__name__.lower()
        layer(f"{n}", kind, (3, 4, 5), (3, 4, 5))
        layer(f"{n} vector", kind, (7,), (7,))
        layer(f"{n} broadcast", kind, (3, 4, 5), (1, 1, 5))
        if kind is not L.Subtract:
            layer(f"{n} three", kind, (3, 4, 2), (3, 4, 2), (3, 4, 2))
    layer("multiply mask", L.Multiply, (3, 4, 5), (3, 4, 1))
    layer("concatenate", L.Concatenate, (3, 4, 2), (3, 4, 5))
    layer("concatenate height", lambda: L.Concatenate(axis=1), (3, 4, 2), (2, 4, 2))
    layer("concatenate width", lambda: L.Concatenate(axis=2), (3, 4, 2), (3, 5, 2), (3, 1, 2))
    layer("concatenate vector", L.Concatenate, (3,), (5,))
    layer("dot", lambda: L.Dot(axes=1), (6,), (6,))
    layer("dot normalized", lambda: L.Dot(axes=1, normalize=True), (6,), (6,))
    # Activations as layers
    layer("activation", lambda: L.Activation("mish"), (3, 4, 5))
    layer("relu", lambda: L.ReLU(), (3, 4, 5))
    layer("relu all", lambda: L.ReLU(max_value=1.5, negative_slope=0.1, threshold=0.2), (3, 4, 5))
    layer("leaky relu", lambda: L.LeakyReLU(negative_slope=0.25), (3, 4, 5))
    layer("prelu", lambda: L.PReLU(), (3, 4, 5))
    layer("prelu shared", lambda: L.PReLU(shared_axes=[1, 2]), (3, 4, 5))
    layer("prelu vector", lambda: L.PReLU(), (7,))
    layer("elu", lambda: L.ELU(alpha=0.7), (3, 4, 5))
    layer("softmax", lambda: L.Softmax(), (3, 4, 5))
    layer("softmax axis", lambda: L.Softmax(axis=1), (3, 4, 5))
    layer("softmax vector", lambda: L.Softmax(), (7,))
    # No effect at inference
    layer("dropout", lambda: L.Dropout(0.3), (3, 4, 5))
    layer("spatial dropout", lambda: L.SpatialDropout2D(0.3), (3, 4, 5))
    layer("gaussian dropout", lambda: L.GaussianDropout(0.3), (3, 4, 5))
    layer("gaussian noise", lambda: L.GaussianNoise(0.3), (3, 4, 5))
    layer("alpha dropout", lambda: L.AlphaDropout(0.3), (3, 4, 5))
    layer("activity regularization", lambda: L.ActivityRegularization(l1=0.1, l2=0.2), (3, 4, 5))
    # Preprocessing
    layer("rescaling", lambda: L.Rescaling(0.25, offset=-1), (3, 4, 5))
    layer("rescaling channels", lambda: L.Rescaling([0.25, 2.0, 1.0], offset=[-1.0, 0.5, 0.0]), (3, 4, 3))
    layer("normalization", lambda: L.Normalization(mean=[0.3, -0.2, 1.0], variance=[0.5, 2.0, 0.1]), (3, 4, 3))
    layer("normalization invert", lambda: L.Normalization(mean=0.3, variance=0.5, invert=True), (3, 4, 3))
    for interpolation in ("bilinear", "nearest"):
        layer(f"resizing up {interpolation}", lambda: L.Resizing(7, 9, interpolation=interpolation), (4, 5, 2))
        layer(f"resizing down {interpolation}", lambda: L.Resizing(3, 4, interpolation=interpolation), (7, 9, 2))
    layer("resizing crop", lambda: L.Resizing(4, 4, crop_to_aspect_ratio=True), (6, 9, 2))
    layer("resizing pad", lambda: L.Resizing(4, 4, pad_to_aspect_ratio=True), (6, 9, 2))
    layer("center crop", lambda: L.CenterCrop(3, 4), (6, 7, 2))
    layer("center crop larger", lambda: L.CenterCrop(8, 9), (4, 5, 2))
    for name in ("RandomFlip", "RandomTranslation", "RandomRotation", "RandomZoom", "RandomContrast", "RandomBrightness",
                 "RandomSaturation", "RandomHue", "RandomErasing", "RandomShear", "RandomCrop", "MixUp", "CutMix", "RandAugment"):
        arguments = {"RandomFlip": {}, "RandomTranslation": {"height_factor": 0.1, "width_factor": 0.2},
                     "RandomRotation": {"factor": 0.1}, "RandomZoom": {"height_factor": 0.2}, "RandomContrast": {"factor": 0.2},
                     "RandomBrightness": {"factor": 0.2, "value_range": (0, 1)},
                     "RandomSaturation": {"factor": 0.3, "value_range": (0, 1)},
                     "RandomHue": {"factor": 0.2, "value_range": (0, 1)}, "RandomErasing": {"factor": 0.5, "value_range": (0, 1)},
                     "RandomShear": {"x_factor": 0.2, "y_factor": 0.1}, "RandomCrop": {"height": 5, "width": 4},
                     "MixUp": {}, "CutMix": {}, "RandAugment": {"value_range": (0, 1)}}[name]
        inference(name, getattr(L, name)(**arguments))


def inference(name, made):
    """What an augmentation layer does outside of training."""
    x = rng.uniform(size=(2, 6, 7, 3)).astype("float32")
    try:
        y = np.asarray(made(x, training=False))
    except Exception as e:  # its own bug: say so and go on
        print("no inference of", name, e, file=sys.stderr)
        y = x
    LAYERS.add(f"augmentation {name}", {"layer": config(made), "training": False, "inputs": 1, "weights": [], "trainable": []}, x0=x, y=y)


def all_more_layers():
    """Layers that came later, with a generator of their own, so that the cases above stay as they are."""
    global rng, LAYERS
    kept = rng, LAYERS
    rng, LAYERS = np.random.default_rng(3), MORE_LAYERS
    for size, image in ((3, (7, 8, 2)), ((2, 5), (6, 5, 3)), ((4, 4), (9, 10, 2)), ((2, 3), (6, 6, 2))):
        layer(f"adaptive average pooling {size} of {image}", lambda: L.AdaptiveAveragePooling2D(size), image)
        layer(f"adaptive max pooling {size} of {image}", lambda: L.AdaptiveMaxPooling2D(size), image)
    for axis in (1, 2, 3, (1, 2), (2, 3), (1, 3), (1, 2, 3)):
        layer(f"layer normalization along {axis}", lambda: L.LayerNormalization(axis=axis), (3, 4, 5))
    layer("layer normalization of rows", lambda: L.LayerNormalization(axis=1, center=False), (4, 5))
    layer("layer normalization of both", lambda: L.LayerNormalization(axis=(1, 2), scale=False), (4, 5))
    inference("RandomPerspective", L.RandomPerspective((0.2, 0.7), scale=0.4, interpolation="nearest", fill_value=0.3))
    inference("RandomElasticTransform", L.RandomElasticTransform(0.4, (0.1, 0.5), fill_mode="wrap", value_range=(0, 1)))
    inference("ContrastLimitedAdaptiveHistogramEqualization",
              L.ContrastLimitedAdaptiveHistogramEqualization((0, 1), clip_limit=3.0, tile_grid_size=(2, 3)))
    rng, LAYERS = kept


LAYER_PENALTIES = Catalog("layer_penalties")


def all_layer_penalties():
    """Loss and weights of layers with penalties and constraints after a step of gradient descent on the mean squared error."""
    own = np.random.default_rng(4)
    R, C = keras.regularizers, keras.constraints
    cases = [
        ("conv2d", L.Conv2D(4, 3, kernel_regularizer=R.L2(0.03), bias_regularizer=R.L1(0.02), activity_regularizer=R.L1L2(0.01, 0.02)), (5, 6, 3)),
        ("conv2d groups", L.Conv2D(4, 3, groups=2, kernel_regularizer=R.L1(0.03), kernel_constraint=C.NonNeg()), (5, 6, 4)),
        ("depthwise", L.DepthwiseConv2D(3, depth_multiplier=2, depthwise_regularizer=R.L2(0.03), bias_regularizer=R.L1(0.02),
                                        depthwise_constraint=C.MaxNorm(0.5, axis=[0, 1]), bias_constraint=C.NonNeg(), activity_regularizer=R.L2(0.02)), (5, 6, 3)),
        ("separable", L.SeparableConv2D(4, 3, depthwise_regularizer=R.L2(0.03), pointwise_regularizer=R.L1(0.02),
                                        bias_regularizer=R.L2(0.1), depthwise_constraint=C.UnitNorm(axis=[0, 1]), pointwise_constraint=C.MaxNorm(0.7, axis=[0, 1, 2]),
                                        bias_constraint=C.NonNeg(), activity_regularizer=R.L1(0.02)), (5, 6, 3)),
        ("transpose", L.Conv2DTranspose(4, 3, strides=2, kernel_regularizer=R.L2(0.03), bias_regularizer=R.L1(0.02), kernel_constraint=C.NonNeg(),
                                        bias_constraint=C.MaxNorm(0.1), activity_regularizer=R.L2(0.02)), (4, 3, 3)),
        ("dense", L.Dense(5, activation="softmax", activity_regularizer=R.L1L2(0.1, 0.2), kernel_constraint=C.MaxNorm(0.9)), (7,)),
        ("layer normalization", L.LayerNormalization(beta_regularizer=R.L2(0.3), gamma_regularizer=R.L1(0.2), beta_constraint=C.NonNeg(), gamma_constraint=C.MaxNorm(0.6)), (3, 4, 5)),
        ("group normalization", L.GroupNormalization(3, beta_regularizer=R.L2(0.3), gamma_regularizer=R.L1(0.2), beta_constraint=C.NonNeg(), gamma_constraint=C.MaxNorm(0.6)), (3, 4, 6)),
        ("prelu", L.PReLU(alpha_regularizer=R.L2(0.3), alpha_constraint=C.NonNeg(), shared_axes=[1, 2]), (3, 4, 6))]
    for n, made, shape in cases:
        model = keras.Sequential([keras.Input(shape), made])
        for w in made.weights:
            w.assign(own.normal(size=w.shape, scale=0.5).astype("float32"))
        before = [w.numpy() for w in made.weights]
        x = own.normal(size=(6, *shape)).astype("float32")
        y = own.normal(size=(6, *model.output_shape[1:])).astype("float32")
        model.compile(keras.optimizers.SGD(0.5), "mse")
        value = model.train_on_batch(x, y)
        LAYER_PENALTIES.add(n, {"layer": config(made)}, x=x, y=y, loss=np.float32(value), **{f"w{i}": b for i, b in enumerate(before)},
                            **{f"after{i}": w.numpy() for i, w in enumerate(made.weights)})


# --- Activations --------------------------------------------------------------------------------------------------------

ACTIVATIONS = Catalog("activations")
NAMES = ("elu selu celu relu relu6 leaky_relu gelu silu mish sigmoid hard_sigmoid hard_silu tanh hard_tanh tanh_shrink "
         "soft_shrink hard_shrink threshold softplus softsign squareplus sparse_plus sparsemax sparse_sigmoid log_sigmoid "
         "log_softmax softmax glu exponential linear").split()


def activation(case, function, about, x):
    v = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(v)
        y = tf.convert_to_tensor(function(v))
        r = normal(*y.shape)
        loss = tf.reduce_sum(y * r)
    ACTIVATIONS.add(case, about, x=x, y=y.numpy(), r=r, dx=tf.convert_to_tensor(tape.gradient(loss, v)).numpy())


def all_activations():
    # Never exactly at a kink, where conventions of the derivative differ.
    x = np.concatenate([np.linspace(-7.03, 7.01, 90), [-30.3, 30.3, -1e-3, 1e-3, -80.5, 60.5]]).astype("float32").reshape(8, 12)
    for name in (n for n in NAMES if n != "threshold"):
        activation(name, keras.activations.get(name), {"name": name}, x)
    activation("gelu tanh", lambda v: keras.activations.gelu(v, approximate=True), {"name": "gelu", "approximate": True}, x)
    activation("leaky_relu slope", lambda v: keras.activations.leaky_relu(v, 0.05), {"name": "leaky_relu", "negative_slope": 0.05}, x)
    activation("elu alpha", lambda v: keras.activations.elu(v, 0.5), {"name": "elu", "alpha": 0.5}, x)
    activation("celu alpha", lambda v: keras.activations.celu(v, 0.5), {"name": "celu", "alpha": 0.5}, x)
    activation("threshold values", lambda v: keras.activations.threshold(v, 0.5, -1.0), {"name": "threshold", "threshold": 0.5, "default_value": -1.0}, x)
    activation("soft_shrink threshold", lambda v: keras.activations.soft_shrink(v, 1.0), {"name": "soft_shrink", "threshold": 1.0}, x)
    activation("hard_shrink threshold", lambda v: keras.activations.hard_shrink(v, 1.0), {"name": "hard_shrink", "threshold": 1.0}, x)
    activation("squareplus b", lambda v: keras.activations.squareplus(v, 2), {"name": "squareplus", "b": 2}, x)
    activation("relu all", lambda v: keras.activations.relu(v, 0.1, 4.0, 0.3), {"name": "relu", "negative_slope": 0.1, "max_value": 4.0, "threshold": 0.3}, x)


# --- Losses -------------------------------------------------------------------------------------------------------------

LOSSES = Catalog("losses")


def loss(case, made, y_true, y_pred, weight=None):
    v = tf.constant(y_pred)
    with tf.GradientTape() as tape:
        tape.watch(v)
        value = made(y_true, v, sample_weight=weight)
    arrays = {"y_true": y_true, "y_pred": y_pred, "value": np.float32(value), "gradient": tf.convert_to_tensor(tape.gradient(value, v)).numpy()}
    if weight is not None:
        arrays["weight"] = weight
    LOSSES.add(case, {"loss": config(made)}, **arrays)


def softmaxed(*shape):
    e = np.exp(normal(*shape))
    return (e / e.sum(-1, keepdims=True)).astype("float32")


def all_losses():
    K = keras.losses
    logits, probabilities, one_hot = normal(6, 4), softmaxed(6, 4), np.eye(4, dtype="float32")[rng.integers(0, 4, 6)]
    labels = rng.integers(0, 4, 6).astype("int32")
    soft = softmaxed(6, 4)
    weight = rng.uniform(0.2, 2, 6).astype("float32")
    binary, p = rng.integers(0, 2, (6, 3)).astype("float32"), rng.uniform(0.02, 0.98, (6, 3)).astype("float32")
    signs = binary * 2 - 1
    a, b = normal(6, 5), normal(6, 5)
    positive, other = np.abs(a) + 0.3, np.abs(b) + 0.3
    images, masks = rng.uniform(0.02, 0.98, (3, 4, 5, 2)).astype("float32"), rng.integers(0, 2, (3, 4, 5, 2)).astype("float32")
    for n, made, t, y in [
        ("sparse categorical", K.SparseCategoricalCrossentropy(), labels, probabilities),
        ("sparse categorical logits", K.SparseCategoricalCrossentropy(from_logits=True), labels, logits),
        ("categorical", K.CategoricalCrossentropy(), one_hot, probabilities),
        ("categorical soft", K.CategoricalCrossentropy(), soft, probabilities),
        ("categorical logits", K.CategoricalCrossentropy(from_logits=True), one_hot, logits),
        ("categorical smoothing", K.CategoricalCrossentropy(label_smoothing=0.2), one_hot, probabilities),
        ("categorical logits smoothing", K.CategoricalCrossentropy(from_logits=True, label_smoothing=0.2), one_hot, logits),
        ("binary", K.BinaryCrossentropy(), binary, p), ("binary logits", K.BinaryCrossentropy(from_logits=True), binary, normal(6, 3)),
        ("binary smoothing", K.BinaryCrossentropy(label_smoothing=0.1), binary, p),
        ("binary focal", K.BinaryFocalCrossentropy(), binary, p),
        ("binary focal balanced", K.BinaryFocalCrossentropy(apply_class_balancing=True, gamma=1.5, alpha=0.3), binary, p),
        ("binary focal logits", K.BinaryFocalCrossentropy(from_logits=True), binary, normal(6, 3)),
        ("categorical focal", K.CategoricalFocalCrossentropy(), one_hot, probabilities),
        ("categorical focal logits", K.CategoricalFocalCrossentropy(from_logits=True, gamma=1.5), one_hot, logits),
        ("kl", K.KLDivergence(), soft, probabilities), ("poisson", K.Poisson(), positive, other),
        ("hinge", K.Hinge(), signs, normal(6, 3)), ("squared hinge", K.SquaredHinge(), signs, normal(6, 3)),
        ("categorical hinge", K.CategoricalHinge(), one_hot, logits),
        ("mse", K.MeanSquaredError(), a, b), ("mae", K.MeanAbsoluteError(), a, b),
        ("mape", K.MeanAbsolutePercentageError(), a, b), ("msle", K.MeanSquaredLogarithmicError(), positive, other),
        ("huber", K.Huber(), a, b), ("huber delta", K.Huber(delta=0.5), a, b), ("log cosh", K.LogCosh(), a, b),
        ("cosine", K.CosineSimilarity(), a, b), ("dice", K.Dice(), masks, images), ("tversky", K.Tversky(alpha=0.3, beta=0.7), masks, images),
        ("mse image", K.MeanSquaredError(), masks, images), ("binary image", K.BinaryCrossentropy(), masks, images),
        ("sparse categorical image", K.SparseCategoricalCrossentropy(), rng.integers(0, 3, (2, 4, 5)).astype("int32"), softmaxed(2, 4, 5, 3)),
        ("categorical image logits", K.CategoricalCrossentropy(from_logits=True), softmaxed(2, 4, 5, 3), normal(2, 4, 5, 3)),
    ]:
        loss(n, made, t, y)
        if len(y) == 6:
            loss(n + " weighted", made, t, y, weight)


# --- Metrics ------------------------------------------------------------------------------------------------------------

METRICS = Catalog("metrics")


def metric(case, made, batches):
    arrays = {}
    for i, (t, y, w) in enumerate(batches):
        made.update_state(t, y, sample_weight=w)
        arrays |= {f"y_true{i}": t, f"y_pred{i}": y, f"result{i}": np.asarray(made.result(), dtype="float32")}
        if w is not None:
            arrays[f"weight{i}"] = w
    METRICS.add(case, {"metric": config(made), "batches": len(batches)}, **arrays)


def all_metrics():
    M = keras.metrics

    def batches(true, predicted, weighted=False):
        return [(true(n), predicted(n), rng.uniform(0.2, 2, n).astype("float32") if weighted else None) for n in (5, 7, 4)]

    def labels(n): return rng.integers(0, 4, n).astype("int32")
    def one_hot(n): return np.eye(4, dtype="float32")[labels(n)]
    def probabilities(n): return softmaxed(n, 4)
    def binary(n): return rng.integers(0, 2, (n, 1)).astype("float32")
    def many(n): return rng.integers(0, 2, (n, 3)).astype("float32")
    def p(n): return rng.uniform(0, 1, (n, 1)).astype("float32")
    def p3(n): return rng.uniform(0, 1, (n, 3)).astype("float32")
    def a(n): return normal(n, 3)
    def positive(n): return np.abs(normal(n, 3)) + 0.2
    for n, make, t, y in [
        ("sparse categorical accuracy", lambda: M.SparseCategoricalAccuracy(), labels, probabilities),
        ("categorical accuracy", lambda: M.CategoricalAccuracy(), one_hot, probabilities),
        ("binary accuracy", lambda: M.BinaryAccuracy(), many, p3), ("binary accuracy threshold", lambda: M.BinaryAccuracy(threshold=0.3), many, p3),
        ("sparse top k", lambda: M.SparseTopKCategoricalAccuracy(k=2), labels, probabilities),
        ("top k", lambda: M.TopKCategoricalAccuracy(k=2), one_hot, probabilities),
        ("precision", lambda: M.Precision(), many, p3), ("precision class", lambda: M.Precision(class_id=1), one_hot, probabilities),
        ("precision top k", lambda: M.Precision(top_k=2), one_hot, probabilities), ("precision threshold", lambda: M.Precision(thresholds=0.3), binary, p),
        ("recall", lambda: M.Recall(), many, p3), ("recall class", lambda: M.Recall(class_id=2), one_hot, probabilities),
        ("true positives", lambda: M.TruePositives(), many, p3), ("false positives", lambda: M.FalsePositives(), many, p3),
        ("true negatives", lambda: M.TrueNegatives(), many, p3), ("false negatives", lambda: M.FalseNegatives(), many, p3),
        ("auc", lambda: M.AUC(), binary, p), ("auc pr", lambda: M.AUC(curve="PR"), binary, p),
        ("auc 20", lambda: M.AUC(num_thresholds=20), binary, p), ("auc multi label", lambda: M.AUC(multi_label=True, num_labels=3), many, p3),
        ("precision at recall", lambda: M.PrecisionAtRecall(0.6), binary, p), ("recall at precision", lambda: M.RecallAtPrecision(0.6), binary, p),
        ("sensitivity at specificity", lambda: M.SensitivityAtSpecificity(0.5), binary, p),
        ("specificity at sensitivity", lambda: M.SpecificityAtSensitivity(0.5), binary, p),
        ("f1", lambda: M.F1Score(), one_hot, probabilities), ("f1 macro", lambda: M.F1Score(average="macro"), one_hot, probabilities),
        ("f beta", lambda: M.FBetaScore(average="micro", beta=2.0, threshold=0.3), many, p3),
        ("f1 by support", lambda: M.F1Score(average="weighted"), one_hot, probabilities),
        ("mean iou", lambda: M.MeanIoU(num_classes=4), labels, labels), ("iou", lambda: M.IoU(num_classes=4, target_class_ids=[0, 2]), labels, labels),
        ("binary iou", lambda: M.BinaryIoU(target_class_ids=[0, 1], threshold=0.4), many, p3),
        ("one hot iou", lambda: M.OneHotIoU(num_classes=4, target_class_ids=[1]), one_hot, probabilities),
        ("one hot mean iou", lambda: M.OneHotMeanIoU(num_classes=4), one_hot, probabilities),
        ("hinge", lambda: M.Hinge(), many, a), ("squared hinge", lambda: M.SquaredHinge(), many, a), ("categorical hinge", lambda: M.CategoricalHinge(), one_hot, probabilities),
        ("mse", lambda: M.MeanSquaredError(), a, a), ("rmse", lambda: M.RootMeanSquaredError(), a, a), ("mae", lambda: M.MeanAbsoluteError(), a, a),
        ("mape", lambda: M.MeanAbsolutePercentageError(), a, a), ("msle", lambda: M.MeanSquaredLogarithmicError(), positive, positive),
        ("cosine", lambda: M.CosineSimilarity(), a, a), ("log cosh", lambda: M.LogCoshError(), a, a), ("r2", lambda: M.R2Score(), a, a),
        ("pearson", lambda: M.PearsonCorrelation(), a, a), ("concordance", lambda: M.ConcordanceCorrelation(), a, a),
        ("kl", lambda: M.KLDivergence(), probabilities, probabilities), ("poisson", lambda: M.Poisson(), positive, positive),
        ("sparse crossentropy", lambda: M.SparseCategoricalCrossentropy(), labels, probabilities), ("crossentropy", lambda: M.CategoricalCrossentropy(), one_hot, probabilities),
        ("binary crossentropy", lambda: M.BinaryCrossentropy(), many, p3),
    ]:
        metric(n, make(), batches(t, y))
        weighted = batches(t, y, True)
        try:
            metric(n + " weighted", make(), weighted)
        except (ValueError, tf.errors.InvalidArgumentError):  # this metric takes no weight for a whole sample
            print("no weights of samples:", n, file=sys.stderr)


# --- Optimizers ---------------------------------------------------------------------------------------------------------

OPTIMIZERS = Catalog("optimizers")
MORE_OPTIMIZERS = Catalog("more_optimizers")


def optimizer(case, made):
    start = [normal(8, 6), normal(6), normal(3, 3, 4, 5)]
    variables = [keras.Variable(s, name=f"layer{i}_" + ("bias" if s.ndim == 1 else "kernel")) for i, s in enumerate(start)]
    arrays = {f"start{i}": s for i, s in enumerate(start)}
    steps = []
    for step in range(10):
        gradients = [normal(*s.shape, scale=0.3) for s in start]
        made.apply([tf.constant(g) for g in gradients], variables)
        steps.append(gradients)
    for i in range(len(start)):
        arrays[f"gradient{i}"] = np.stack([s[i] for s in steps])
        arrays[f"end{i}"] = variables[i].numpy()
    OPTIMIZERS.add(case, {"optimizer": config(made), "steps": 10}, **arrays)


def all_optimizers():
    O = keras.optimizers
    for n, made in [
        ("sgd", O.SGD(0.1)), ("sgd momentum", O.SGD(0.1, momentum=0.9)), ("sgd nesterov", O.SGD(0.1, momentum=0.9, nesterov=True)),
        ("sgd decay", O.SGD(0.1, weight_decay=0.02)), ("rmsprop", O.RMSprop(0.01)), ("rmsprop momentum", O.RMSprop(0.01, momentum=0.5)),
        ("rmsprop centered", O.RMSprop(0.01, centered=True, rho=0.8)), ("adam", O.Adam(0.01)), ("adam amsgrad", O.Adam(0.01, amsgrad=True)),
        ("adam decay", O.Adam(0.01, weight_decay=0.05)), ("adamw", O.AdamW(0.01)), ("adamw decay", O.AdamW(0.01, weight_decay=0.1)),
        ("adamax", O.Adamax(0.01)), ("nadam", O.Nadam(0.01)), ("adagrad", O.Adagrad(0.1)), ("adadelta", O.Adadelta(1.0)),
        ("adafactor", O.Adafactor(0.01)), ("adafactor absolute", O.Adafactor(0.01, relative_step=False)), ("ftrl", O.Ftrl(0.1)),
        ("ftrl regularized", O.Ftrl(0.1, l1_regularization_strength=0.05, l2_regularization_strength=0.02, beta=0.1)),
        ("lion", O.Lion(0.01)), ("lion decay", O.Lion(0.01, weight_decay=0.1)), ("lamb", O.Lamb(0.01)),
        ("adam clip value", O.Adam(0.01, clipvalue=0.2)), ("adam clip norm", O.Adam(0.01, clipnorm=0.8)),
        ("sgd global clip norm", O.SGD(0.1, global_clipnorm=1.0)), ("adam ema", O.Adam(0.01, use_ema=True, ema_momentum=0.8, ema_overwrite_frequency=4)),
        ("sgd accumulation", O.SGD(0.1, gradient_accumulation_steps=3)),
        ("adam cosine", O.Adam(keras.optimizers.schedules.CosineDecay(0.02, 8))), ("muon", O.Muon(0.02)),
    ]:
        optimizer(n, made)


def all_more_optimizers():
    """Optimizers that came later, with a generator of their own."""
    global rng, OPTIMIZERS
    kept = rng, OPTIMIZERS
    rng, OPTIMIZERS = np.random.default_rng(5), MORE_OPTIMIZERS
    optimizer("ftrl power", keras.optimizers.Ftrl(0.1, learning_rate_power=-0.7, l1_regularization_strength=0.01))
    optimizer("ftrl power 0", keras.optimizers.Ftrl(0.1, learning_rate_power=0.0, l2_shrinkage_regularization_strength=0.02))
    rng, OPTIMIZERS = kept


# --- Schedules, initializers, regularizers, constraints -----------------------------------------------------------------

SCHEDULES = Catalog("schedules")


def all_schedules():
    S = keras.optimizers.schedules
    for n, s in [
        ("exponential", S.ExponentialDecay(0.1, 7, 0.8)), ("exponential staircase", S.ExponentialDecay(0.1, 7, 0.8, staircase=True)),
        ("piecewise", S.PiecewiseConstantDecay([5, 12], [0.1, 0.03, 0.002])), ("polynomial", S.PolynomialDecay(0.1, 15, 0.01, power=2.0)),
        ("polynomial cycle", S.PolynomialDecay(0.1, 6, 0.01, cycle=True)), ("inverse time", S.InverseTimeDecay(0.1, 5, 0.7)),
        ("inverse time staircase", S.InverseTimeDecay(0.1, 5, 0.7, staircase=True)), ("cosine", S.CosineDecay(0.1, 15, alpha=0.05)),
        ("cosine warm-up", S.CosineDecay(0.01, 15, alpha=0.05, warmup_target=0.1, warmup_steps=6)),
        ("cosine restarts", S.CosineDecayRestarts(0.1, 4, t_mul=1.5, m_mul=0.8, alpha=0.1)),
    ]:
        SCHEDULES.add(n, {"schedule": config(s)}, rate=np.array([float(s(i)) for i in range(25)], dtype="float32"))


PENALTIES = Catalog("regularizers")


def all_penalties():
    R, C = keras.regularizers, keras.constraints
    for n, made, x in [("l1", R.L1(0.1), normal(4, 5)), ("l2", R.L2(0.1), normal(4, 5)), ("l1l2", R.L1L2(0.1, 0.2), normal(3, 3, 2, 4)),
                       ("orthogonal rows", R.OrthogonalRegularizer(0.1, "rows"), normal(4, 5)), ("orthogonal columns", R.OrthogonalRegularizer(0.1, "columns"), normal(4, 5))]:
        v = tf.constant(x)
        with tf.GradientTape() as tape:
            tape.watch(v)
            value = made(v)
        PENALTIES.add(n, {"regularizer": config(made)}, x=x, value=np.float32(value), gradient=tape.gradient(value, v).numpy())
    for n, made, x in [("max norm", C.MaxNorm(0.8), normal(4, 5)), ("max norm filters", C.MaxNorm(0.8, axis=[0, 1, 2]), normal(3, 3, 2, 4)),
                       ("non neg", C.NonNeg(), normal(4, 5)), ("unit norm", C.UnitNorm(), normal(4, 5)),
                       ("unit norm filters", C.UnitNorm(axis=[0, 1, 2]), normal(3, 3, 2, 4)),
                       ("min max norm", C.MinMaxNorm(0.5, 1.0, rate=0.7), normal(4, 5))]:
        PENALTIES.add("constraint " + n, {"constraint": config(made)}, x=x, y=np.asarray(made(tf.constant(x))))


INITIALIZERS = Catalog("initializers")
AUGMENTATIONS = Catalog("augmentations")


def all_initializers():
    I = keras.initializers
    for n, made in [("zeros", I.Zeros()), ("ones", I.Ones()), ("constant", I.Constant(0.3)), ("random normal", I.RandomNormal(0.1, 0.4, seed=1)),
                    ("random uniform", I.RandomUniform(-0.3, 0.5, seed=1)), ("truncated normal", I.TruncatedNormal(0.1, 0.4, seed=1)),
                    ("glorot uniform", I.GlorotUniform(seed=1)), ("glorot normal", I.GlorotNormal(seed=1)), ("he uniform", I.HeUniform(seed=1)),
                    ("he normal", I.HeNormal(seed=1)), ("lecun uniform", I.LecunUniform(seed=1)), ("lecun normal", I.LecunNormal(seed=1)),
                    ("variance scaling", I.VarianceScaling(2.0, "fan_avg", "untruncated_normal", seed=1)), ("orthogonal", I.Orthogonal(1.5, seed=1)),
                    ("identity", I.Identity(0.7))]:
        shape = (60, 60) if n == "identity" else (3, 3, 24, 40)
        w = np.asarray(made(shape))
        INITIALIZERS.add(n, {"initializer": config(made), "shape": shape},
                         statistics=np.array([w.mean(), w.std(), w.min(), w.max()], dtype="float32"))


def all_augmentations():
    """In training, with ranges of one number each, so that nothing is random; where a sign is drawn, both results."""
    own = np.random.default_rng(2)

    def add(case, made, transformations=None, high=1.0):
        x = (own.uniform(size=(3, 6, 7, 3)) * high).astype("float32")
        # Image by image: Keras's Equalization makes one histogram of all images of a batch.
        ys = [np.concatenate([made(x[i:i + 1], training=True) for i in range(3)])] if transformations is None else [made.transform_images(x, t) for t in transformations]
        AUGMENTATIONS.add(case, {"layer": config(made)}, x0=x, **{f"y{i}": np.asarray(y) for i, y in enumerate(ys)})

    for fill in ("reflect", "wrap", "constant", "nearest"):
        for how in ("bilinear", "nearest"):
            places = {"fill_mode": fill, "interpolation": how, "fill_value": 0.3}
            for sign in (1, -1):
                n = f"{fill} {how} {sign}"
                add("translation " + n, L.RandomTranslation((sign * 0.23,) * 2, (sign * 0.31,) * 2, **places))
                add("far translation " + n, L.RandomTranslation((sign * 0.93,) * 2, (sign * 0.81,) * 2, **places))
                add("rotation " + n, L.RandomRotation((sign * 0.07,) * 2, **places))
                add("zoom " + n, L.RandomZoom((sign * 0.41,) * 2, (sign * -0.37,) * 2, **places))
            shear = L.RandomShear((0.33, 0.33), (0.17, 0.17), **places)
            add(f"shear {fill} {how}", shear,
                [{"shear_factor": np.full((3, 2), s, "float32") * np.array([0.33, 0.17], "float32")} for s in (1, -1)])
    add("zoom together", L.RandomZoom((0.3, 0.3)))
    for values, n in (((0, 1), "unit"), ((0, 255), "bytes")):
        high = float(values[1])
        for f in (0.4, -0.3):
            add(f"brightness {n} {f}", L.RandomBrightness((f, f), values), high=high)
            add(f"degeneration {n} {f}", L.RandomColorDegeneration((f, f), values), high=high)
        for f in (0.2, 0.9):
            add(f"saturation {n} {f}", L.RandomSaturation((f, f), values), high=high)
            add(f"sharpness {n} {f}", L.RandomSharpness((f, f), values), high=high)
            add(f"hue {n} {f}", L.RandomHue((f, f), values),
                [{"factor": np.full(3, s * f * 0.5, "float32")} for s in (1, -1)], high=high)
        add(f"invert {n}", L.RandomInvert((1, 1), values), high=high)
        add(f"posterization {n}", L.RandomPosterization((3, 3), values), high=high)
        add(f"solarization {n}", L.Solarization(0, 0, values), high=high)
        add(f"auto contrast {n}", L.AutoContrast(values), high=high)
        add(f"equalization {n}", L.Equalization(values), high=high)
        add(f"equalization in 16 bins {n}", L.Equalization(values, bins=16), high=high)
        add(f"gaussian blur {n}", L.RandomGaussianBlur((1, 1), 3, (0.8, 0.8), values), high=high)
        add(f"color jitter {n}", L.RandomColorJitter(values, brightness_factor=(0.1, 0.1), saturation_factor=(0.6, 0.6)), high=high)
    add("grayscale", L.RandomGrayscale(1))
    equalized = L.ContrastLimitedAdaptiveHistogramEqualization
    add("equalization in tiles unit", equalized((0, 1), clip_limit=2.5, tile_grid_size=(2, 3)))
    add("equalization in tiles bytes", equalized(tile_grid_size=(4, 2)), high=255.0)
    add("equalization in small tiles", equalized(clip_limit=0.0, tile_grid_size=(6, 8)), high=255.0)


def names():
    """Keras's public names by namespace, as Markdown."""
    for space in ("layers", "activations", "initializers", "regularizers", "constraints", "losses", "optimizers",
                  "optimizers.schedules", "metrics", "callbacks"):
        module = keras
        for part in space.split("."):
            module = getattr(module, part)
        for name in sorted(n for n in dir(module) if not n.startswith("_")):
            print(f"{space}.{name}")


def main():
    if "--names" in sys.argv:
        names()
        return
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    only = sys.argv[2:]
    for fill, catalog in [(all_layers, LAYERS), (all_activations, ACTIVATIONS), (all_losses, LOSSES), (all_metrics, METRICS),
                          (all_optimizers, OPTIMIZERS), (all_schedules, SCHEDULES), (all_penalties, PENALTIES), (all_initializers, INITIALIZERS),
                          (all_augmentations, AUGMENTATIONS), (all_more_layers, MORE_LAYERS), (all_layer_penalties, LAYER_PENALTIES), (all_more_optimizers, MORE_OPTIMIZERS)]:
        if only and catalog.name not in only:
            continue
        fill()
        catalog.write(folder)
        print(f"{catalog.name}: {len(catalog.cases)} cases")


main()
