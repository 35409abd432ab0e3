"""Makes model files with the real Keras, and what Keras computes with them.

    python3 -m venv target/golden && target/golden/bin/pip install keras==3.15.1 tensorflow-cpu==2.21.0
    target/golden/bin/python tools/golden/files.py keras/src/test/resources keras

Writes golden/files/GROUP/CASE.keras (or .h5) and catalog/files_GROUP.npz in the form of catalog.py: inputs x0, x1 ..., outputs
y0 ... and, of a case that trains, targets t0 ..., the losses of 5 further steps after the file was saved, and the outputs z0 ...
after them. Groups: `keras` (3.15), `keras30` (3.0.5), `keras33` (3.3.3), `keras36` (3.6.0), each with jax as its backend, and
`keras2` (tensorflow-cpu 2.15). The archives are packed again with compression, which Keras reads as well. Seed 1.
"""
import os
import sys
import zipfile

OUT, GROUP = sys.argv[1], sys.argv[2]
os.environ.setdefault("KERAS_BACKEND", "tensorflow" if GROUP == "keras" else "jax")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import io
import json

if GROUP == "keras2":
    import tensorflow as tf
    keras = tf.keras
else:
    import keras
import numpy as np

L = keras.layers
O = keras.optimizers
keras.utils.set_random_seed(1)
rng = np.random.default_rng(1)
FOLDER = os.path.join(OUT, "golden", "files", GROUP)
os.makedirs(FOLDER, exist_ok=True)
cases, arrays = [], {}
BATCH = 6


def normal(*shape):
    return rng.normal(size=shape).astype("float32")


def scatter(model):
    """Biases and statistics that are not 0 or 1."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            scatter(layer)
        elif layer.get_weights() and not isinstance(layer, L.Normalization):
            layer.set_weights([w + (0.1 * rng.normal(size=w.shape) ** 2).astype(w.dtype) if w.dtype.kind in "fV" else w
                               for w in layer.get_weights()])


def listed(values):
    if isinstance(values, dict):
        return [values[key] for key in sorted(values)]
    return list(values) if isinstance(values, (list, tuple)) else [values]


def pack(path):
    """The same archive with compressed entries and fixed times."""
    with zipfile.ZipFile(path) as old:
        entries = [(name, old.read(name)) for name in old.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name, data in entries:
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def classes(count):
    return rng.integers(0, count, BATCH).astype("int32")


def save(case, model, targets=None, suffix=".keras", steps=3, about=None, spread=True):
    """Saves a model after some training steps, then trains 5 steps further."""
    if spread:
        scatter(model)
    xs = [normal(BATCH, *i.shape[1:]) for i in model.inputs]
    x = xs if len(xs) > 1 else xs[0]
    if about and "inputs" in about:
        x = dict(zip(about["inputs"], xs))
    t = None if targets is None else targets if len(listed(targets)) > 1 else listed(targets)[0]
    loss = (lambda: float(np.asarray(listed(model.train_on_batch(x, t))[0])))
    if targets is not None:
        for _ in range(steps):
            loss()
    path = os.path.join(FOLDER, case + suffix)
    model.save(path)
    if suffix == ".keras":
        pack(path)
    data = {f"x{i}": v for i, v in enumerate(xs)}
    predict = lambda: [np.asarray(v).astype("float32") for v in listed(model(x, training=False))]
    data.update({f"y{i}": v for i, v in enumerate(predict())})
    if targets is not None:
        data.update({f"t{i}": v for i, v in enumerate(listed(targets))})
        # Keras reports the mean since the epoch's begin: reset, so that each is the loss of its step.
        losses = []
        for _ in range(5):
            model.reset_metrics()
            losses.append(loss())
        if getattr(model.optimizer, "use_ema", False):  # as at the end of fit
            model.optimizer.finalize_variable_values(model.trainable_variables)
        data["losses"] = np.asarray(losses, "float32")
        data.update({f"z{i}": v for i, v in enumerate(predict())})
    cases.append({"case": case, "file": case + suffix, **(about or {}), "arrays": sorted(data)})
    for name, value in data.items():
        arrays[f"{case}/{name}.npy"] = value
    print(GROUP, case, os.path.getsize(path), flush=True)


def write():
    index = {"keras": tf.__version__ if GROUP == "keras2" else keras.__version__, "seed": 1, "cases": cases}
    os.makedirs(os.path.join(OUT, "catalog"), exist_ok=True)
    with zipfile.ZipFile(os.path.join(OUT, "catalog", f"files_{GROUP}.npz"), "w") as z:
        def put(name, data):
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 9)
        put("index.json", json.dumps(index, indent=1))
        for name, value in arrays.items():
            file = io.BytesIO()
            np.save(file, value)
            put(name, file.getvalue())


def compiled(model, optimizer="adam", loss="sparse_categorical_crossentropy", **options):
    model.compile(optimizer=optimizer, loss=loss, **options)
    return model


def small():
    return keras.Sequential([
        L.Input((5, 5, 2)), L.Conv2D(3, 3, activation="relu"), L.BatchNormalization(), L.Flatten(),
        L.Dense(3, activation="softmax")])


def tower(name="tower", conv="conv"):
    """A functional model with a skip connection, to be used as a layer."""
    i = L.Input((6, 6, 2))
    a = L.Conv2D(3, 3, padding="same", activation="relu")(i)
    b = L.Conv2D(3, 1, name=conv)(a)
    return keras.Model(i, L.GlobalAveragePooling2D()(L.Add()([a, b])), name=name)


def head(name="head", last="conv"):
    return keras.Sequential([L.Input((3,)), L.Dense(4, activation="tanh"), L.Dense(3, name=last)], name=name)


def skip():
    i = L.Input((6, 6, 2), name="picture")
    a = L.Conv2D(3, 3, padding="same", activation="relu")(i)
    b = L.BatchNormalization()(L.Conv2D(3, 3, padding="same", use_bias=False)(a))
    c = L.Concatenate()([L.Activation("relu")(L.Add()([a, b])), i])
    return keras.Model(i, L.Dense(3, activation="softmax")(L.GlobalAveragePooling2D()(c)))


def siamese():
    """A functional model that is used twice, and a layer that is."""
    left, right = L.Input((6, 6, 2), name="left"), L.Input((6, 6, 2), name="right")
    shared, dense = tower("shared"), L.Dense(4, activation="tanh", name="twice")
    a, b = dense(shared(left)), dense(shared(right))
    return keras.Model([left, right], L.Dense(3, activation="softmax", name="out")(L.Subtract()([a, b])))


def two_outputs():
    numbers, picture = L.Input((4,), name="numbers"), L.Input((5, 5, 2), name="picture")
    seen = L.Flatten()(L.MaxPooling2D(2)(L.Conv2D(3, 2, activation="relu")(picture)))
    both = L.Concatenate()([numbers, seen])
    kind = L.Dense(3, activation="softmax", name="kind")(both)
    size = L.Dense(2, name="size")(L.Dense(4, activation="relu")(both))
    return keras.Model([numbers, picture], [size, kind])


def nested(one="conv", two="conv"):
    """Nested three deep: a functional model in a sequential one in a functional one; several layers may have one name."""
    i = L.Input((6, 6, 2))
    middle = keras.Sequential([L.Input((6, 6, 2)), L.Conv2D(2, 1, name="first"), tower("inner", one), L.Dense(3)], name="middle")
    x = middle(L.Conv2D(2, 3, padding="same", name="conv")(i))
    return keras.Model(i, L.Softmax()(head("head", two)(x)))


def versions():
    """What every version writes."""
    save("sequential", compiled(small(), O.Adam(0.01)), classes(3))
    save("sgd", compiled(small(), O.SGD(0.05, momentum=0.9, nesterov=True), metrics=["accuracy"]), classes(3))
    save("functional", compiled(skip(), O.RMSprop(0.01)), classes(3))
    save("nested", compiled(nested(), O.Adam(0.01), "sparse_categorical_crossentropy"), classes(3))
    save("siamese", compiled(siamese(), O.Adam(O.schedules.ExponentialDecay(0.01, 10, 0.5)),
                             metrics=["sparse_categorical_accuracy"]), classes(3))
    save("two_outputs", compiled(
        two_outputs(), "sgd", ["mse", "sparse_categorical_crossentropy"], loss_weights=[0.5, 2.0]), [normal(BATCH, 2), classes(3)])
    save("legacy_sequential", compiled(small(), O.Adam(0.01), metrics=["accuracy"]), classes(3), ".h5")
    save("legacy_functional", compiled(skip(), O.SGD(0.05, momentum=0.9)), classes(3), ".h5")
    if GROUP in ("keras30", "keras33"):
        return  # 3.0 can't write a nested one
    save("legacy_nested", compiled(nested("one", "two"), O.Adam(0.01)), classes(3), ".h5")
    save("legacy_siamese", compiled(siamese(), O.Adam(0.01)), classes(3), ".h5")
    save("legacy_two_outputs", compiled(
        two_outputs(), "sgd", ["mse", keras.losses.SparseCategoricalCrossentropy()]),
         [normal(BATCH, 2), classes(3)], ".h5")
    if GROUP == "keras2":
        save("legacy_optimizer", compiled(small(), O.legacy.Adam(0.01)), classes(3), ".h5")
        save("legacy_momentum", compiled(small(), O.legacy.SGD(0.05, momentum=0.9)), classes(3), ".h5")
        save("legacy_input_shape", keras.Sequential([L.Conv2D(3, 3, input_shape=(5, 5, 2)), L.Flatten(), L.Dense(3)]),
             suffix=".h5")
    save("legacy_layers", keras.Sequential([
        L.Input((9, 8, 4)), L.ZeroPadding2D(1), L.DepthwiseConv2D(3, depth_multiplier=2), L.LeakyReLU(),
        L.SeparableConv2D(5, 3, activation="elu"), L.AveragePooling2D((1, 2)), L.UpSampling2D(2), L.Cropping2D(1),
        L.PReLU(shared_axes=[1, 2]), L.Conv2DTranspose(3, 2, strides=2), L.LayerNormalization(), L.Permute((2, 1, 3)),
        L.GaussianNoise(0.1), L.Dropout(0.2), L.Activation("sigmoid"), L.GlobalMaxPooling2D(), L.Reshape((3, 1)), L.Flatten(),
        L.RepeatVector(2), L.Flatten(), L.Dense(3), L.ELU(alpha=0.5), L.Softmax()]), suffix=".h5")


def layers():
    i = L.Input((12, 11, 4))
    x = L.Conv2D(6, 3, strides=(2, 1), padding="same", groups=2, activation="relu")(i)
    x = L.Conv2D(4, (2, 3), dilation_rate=(1, 2), use_bias=False, activation="gelu")(x)
    x = L.DepthwiseConv2D(3, depth_multiplier=2, padding="same", activation="silu")(x)
    x = L.SeparableConv2D(5, 3, padding="same", depth_multiplier=2)(x)
    x = L.Conv2DTranspose(3, 3, strides=2, padding="same", output_padding=1)(x)
    save("convolutions", keras.Model(i, L.Conv2D(2, 1, kernel_regularizer="l2", kernel_constraint="max_norm")(x)))

    i = L.Input((9, 8, 4))
    a = L.MaxPooling2D((3, 2), strides=2, padding="same")(i)
    b = L.AveragePooling2D(2, strides=(2, 2), padding="same")(i)
    outs = [L.GlobalAveragePooling2D()(a), L.GlobalMaxPooling2D(keepdims=True)(b),
            L.GlobalAveragePooling2D(keepdims=True)(b)]
    save("poolings", keras.Model(i, outs))

    adapted = L.Normalization(name="adapted")
    adapted.adapt(normal(50, 4, 4, 4) * 3 + 1)
    save("normalizations", keras.Sequential([
        L.Input((4, 4, 4)), adapted, L.BatchNormalization(momentum=0.9, epsilon=0.01), L.BatchNormalization(scale=False, center=False),
        L.LayerNormalization(), L.LayerNormalization(axis=[1, 2, 3], center=False), L.GroupNormalization(2),
        L.RMSNormalization(), L.UnitNormalization(), L.UnitNormalization(axis=[1, 2, 3]),
        L.Normalization(mean=[0.1, 0.2, 0.3, 0.4], variance=[1, 2, 3, 4]), L.Normalization(mean=0.5, variance=2.0, invert=True),
        L.Rescaling([0.5, 1.0, 2.0, 4.0], offset=0.1), L.Flatten(), L.UnitNormalization(axis=-1), L.LayerNormalization(),
        L.UnitNormalization(axis=[1])]))

    save("shapes", keras.Sequential([
        L.Input((8, 7, 3)), L.ZeroPadding2D(((1, 2), (0, 1))), L.Cropping2D(((0, 1), (1, 0))), L.UpSampling2D((2, 3)),
        L.UpSampling2D(2, interpolation="bilinear"), L.Resizing(9, 10), L.CenterCrop(8, 8), L.Permute((2, 1, 3)),
        L.Reshape((4, 16, 3)), L.Identity(), L.Reshape((-1,)), L.Dense(4), L.RepeatVector(3), L.Dense(2), L.Flatten(), L.Activation("glu")]))

    save("noises", keras.Sequential([
        L.Input((4, 4, 3)), L.Dropout(0.2, seed=3), L.SpatialDropout2D(0.3), L.GaussianDropout(0.1), L.GaussianNoise(0.2),
        L.AlphaDropout(0.1), L.ActivityRegularization(l1=0.1, l2=0.2), L.Flatten(), L.Dense(3)]))

    p, q = L.Input((4, 3)), L.Input((4, 3))
    merged = [m()([p, q]) for m in (L.Add, L.Subtract, L.Multiply, L.Average, L.Maximum, L.Minimum)]
    dot = L.Dot(axes=2, normalize=True)([p, q])
    save("mergings", keras.Model([p, q], merged + [L.Concatenate()([p, q]), L.Concatenate(axis=1)([p, q]), dot]))

    save("activations", keras.Sequential([
        L.Input((5, 4, 3)), L.ReLU(max_value=6.0, negative_slope=0.1, threshold=0.2), L.LeakyReLU(negative_slope=0.2), L.ELU(0.7),
        L.PReLU(), L.PReLU(shared_axes=[1, 2]), L.Activation("mish"), L.Conv2D(4, 1, activation=L.LeakyReLU(negative_slope=0.05)),
        L.Activation("hard_sigmoid"), L.Softmax(), L.Dense(5, activation="log_softmax"), L.Activation("swish"),
        L.Dense(4, activation=L.ReLU(max_value=1.0))]))

    place = [L.RandomFlip("horizontal"), L.RandomCrop(8, 8), L.RandomTranslation(0.1, (-0.1, 0.2)), L.RandomRotation(0.1),
             L.RandomZoom(0.2), L.RandomShear(0.1, 0.2), L.RandomErasing(), L.MixUp(), L.CutMix()]
    save("augmentations_place", keras.Sequential([L.Input((8, 8, 3))] + place + [L.Flatten(), L.Dense(3)]))
    color = [L.RandomBrightness(0.1, value_range=(0, 1)), L.RandomContrast(0.2), L.RandomSaturation(0.3), L.RandomHue(0.1, value_range=(0, 1)),
             L.RandomColorDegeneration(0.2), L.RandomColorJitter(value_range=(0, 1), hue_factor=0.1), L.RandomGrayscale(0.3), L.RandomInvert(0.4),
             L.RandomPosterization(4, value_range=(0, 1)), L.RandomSharpness(0.2, value_range=(0, 1)), L.RandomGaussianBlur(0.3, value_range=(0, 1)),
             L.RandAugment(value_range=(0, 1)), L.AugMix(value_range=(0, 1))]
    save("augmentations_color", keras.Sequential([L.Input((8, 8, 3))] + color + [L.Flatten(), L.Dense(3)]))
    for name, layer in (("auto_contrast", L.AutoContrast(value_range=(0, 1))), ("equalization", L.Equalization(value_range=(0, 1))),
                        ("solarization", L.Solarization(addition_factor=0.1, value_range=(0, 1)))):
        cases.append({"case": name, "layer": keras.saving.serialize_keras_object(layer), "arrays": []})


def graphs():
    save("functional_in_sequential", compiled(
        keras.Sequential([tower(), L.Dense(3, activation="softmax")]), O.Adam(0.01)), classes(3))
    i = L.Input((6, 6, 2))
    save("sequential_in_functional", compiled(
        keras.Model(i, L.Softmax()(head()(tower()(i)))), O.Adam(0.01)), classes(3))
    both = two_outputs()
    p, q = L.Input((4,), name="p"), L.Input((5, 5, 2), name="q")
    size, kind = both([L.ReLU()(p), q])
    save("nested_outputs", compiled(
        keras.Model([p, q], L.Dense(3, activation="softmax")(L.Concatenate()([kind, size]))), O.Adam(0.01)), classes(3))
    trunk = skip()
    part = keras.Model(trunk.input, trunk.get_layer(index=3).output, name="part")
    part.trainable = False
    save("frozen_part", compiled(
        keras.Sequential([L.Input((6, 6, 2)), part, L.Flatten(), L.Dense(3, activation="softmax")]), O.Adam(0.01)), classes(3))
    lazy = keras.Sequential([L.Conv2D(2, 3), keras.Sequential([L.Flatten(), L.Dense(3)], name="lazy"), L.Softmax()])
    lazy.build((None, 5, 5, 2))
    save("built_later", lazy)
    i = {"a": L.Input((3,), name="a"), "b": L.Input((3,), name="b")}
    ends = {"sum": L.Add(name="one")([i["a"], i["b"]]), "dense": L.Dense(2, name="two")(i["b"])}
    save("structures", keras.Model(i, ends), about={"inputs": ["a", "b"]})
    i = L.Input((3,))
    twice = head("twice")
    save("nested_chain", keras.Model(i, twice(twice(L.Identity()(i)))))


def compiles():
    losses = {"kind": keras.losses.SparseCategoricalCrossentropy(), "size": keras.losses.Huber()}
    targets = lambda: [normal(BATCH, 2), classes(3)]
    save("compile_dicts", compiled(two_outputs(), O.Adam(0.01), losses, loss_weights={"kind": 2.0, "size": 0.5},
                                   metrics={"kind": ["accuracy", "sparse_top_k_categorical_accuracy"], "size": "mae"},
                                   weighted_metrics={"kind": ["accuracy"]}), targets())
    save("compile_lists", compiled(two_outputs(), "rmsprop", ["mse", "sparse_categorical_crossentropy"], loss_weights=[1.0, 3.0],
                                   metrics=[["mse"], ["acc"]]), targets())
    save("compile_binary", compiled(keras.Sequential([L.Input((4,)), L.Dense(1, activation="sigmoid")]), "adam",
                                    "binary_crossentropy", metrics=["accuracy", "AUC"]), rng.integers(0, 2, (BATCH, 1)).astype("float32"))
    save("compile_function", compiled(small(), "adamw", keras.losses.sparse_categorical_crossentropy,
                                      metrics=[keras.metrics.sparse_categorical_accuracy], weighted_metrics=["acc"]), classes(3))
    hot = np.eye(3, dtype="float32")[classes(3)]
    save("compile_one_hot", compiled(small(), "nadam", "categorical_crossentropy", metrics=["accuracy", "categorical_crossentropy"]), hot)
    save("compile_crossentropy", compiled(small(), "lion", "crossentropy", metrics=["acc"]), classes(3))
    save("compile_smoothed", compiled(small(), "sgd", keras.losses.CategoricalCrossentropy(label_smoothing=0.1, reduction="sum"),
                                      metrics=["precision", keras.metrics.F1Score(name="f")]), hot)


def optimizers():
    s = O.schedules
    for case, optimizer in {
            "adam": O.Adam(0.01), "amsgrad": O.Adam(0.01, amsgrad=True), "adamw": O.AdamW(0.01, weight_decay=0.02),
            "sgd": O.SGD(0.05), "momentum": O.SGD(0.05, momentum=0.9), "nesterov": O.SGD(0.05, momentum=0.9, nesterov=True),
            "rmsprop": O.RMSprop(0.01), "rmsprop_centered": O.RMSprop(0.01, momentum=0.5, centered=True),
            "adagrad": O.Adagrad(0.05), "adadelta": O.Adadelta(0.5), "adamax": O.Adamax(0.01), "nadam": O.Nadam(0.01),
            "ftrl": O.Ftrl(0.05), "adafactor": O.Adafactor(0.05), "lion": O.Lion(0.003), "lamb": O.Lamb(0.01),
            "muon": O.Muon(0.01), "average": O.Adam(0.01, use_ema=True, ema_momentum=0.9),
            "average_overwriting": O.SGD(0.05, momentum=0.9, use_ema=True, ema_overwrite_frequency=2),
            "accumulation": O.Adam(0.01, gradient_accumulation_steps=2),
            "all_options": O.RMSprop(0.01, momentum=0.5, centered=True, use_ema=True, gradient_accumulation_steps=2, clipnorm=1.0),
            "global_clip": O.SGD(0.05, momentum=0.9, global_clipnorm=0.5, weight_decay=0.01),
            "cosine": O.Adam(s.CosineDecay(0.001, 10, warmup_target=0.02, warmup_steps=4)),
            "piecewise": O.SGD(s.PiecewiseConstantDecay([2, 5], [0.1, 0.05, 0.01]), momentum=0.9),
            "polynomial": O.Lion(s.PolynomialDecay(0.01, 6, 0.001)),
            "restarts": O.AdamW(s.CosineDecayRestarts(0.01, 3)), "inverse": O.Adafactor(s.InverseTimeDecay(0.05, 2, 0.5)),
    }.items():
        save("optimizer_" + case, compiled(small(), optimizer), classes(3))
    model = small()
    model.layers[0].trainable = False
    save("optimizer_frozen", compiled(model, O.Adam(0.01)), classes(3))
    save("optimizer_untrained", compiled(small(), O.Adam(0.01)), classes(3), steps=0)


def types():
    for policy in ("float16", "bfloat16", "float64", "mixed_float16", "mixed_bfloat16"):
        keras.config.set_dtype_policy(policy)
        model = keras.Sequential([L.Input((5, 5, 2)), L.Conv2D(3, 3, activation="relu"), L.Flatten(), L.Dense(3, activation="softmax")])
        train = policy in ("mixed_float16", "float64")
        save("type_" + policy, compiled(model, O.Adam(0.01)) if train else model, classes(3) if train else None, spread=False)
        if policy == "float16":
            save("legacy_type_" + policy, model, suffix=".h5", spread=False)
    keras.config.set_dtype_policy("float32")
    model = small()
    model.quantize("int8")
    model.save(os.path.join(FOLDER, "quantized.keras"))
    pack(os.path.join(FOLDER, "quantized.keras"))


def last():
    """Functional models as the ends of one: Keras counts their uses otherwise there."""
    i = L.Input((6, 6, 2))
    both = tower("both")
    save("nested_last", compiled(keras.Model(i, [both(L.ReLU()(i)), both(i), tower("once")(i)]), O.Adam(0.01), ["mse"] * 3),
         [normal(BATCH, 3) for _ in range(3)])


if GROUP == "keras":
    graphs()
    compiles()
    optimizers()
    layers()
    types()
versions()
if GROUP == "keras":
    last()
write()
