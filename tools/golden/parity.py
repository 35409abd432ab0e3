"""Trains five small models with every optimizer of the real Keras, 20 steps each, and keeps losses and final weights.

    target/golden/bin/python tools/golden/parity.py keras/src/test/resources/catalog

The environment is that of catalog.py. It writes parity.npz in the same form: of each case the model and the optimizer as Keras
serializes them, the samples, the first weights, the mean loss after each step, and the last weights.
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
from keras import constraints as C
from keras import layers as L
from keras import optimizers as O
from keras import regularizers as R

STEPS, BATCH = 20, 3
rng = np.random.default_rng(1)
keras.utils.set_random_seed(1)


def models():
    yield "dense", [L.Input((5,)), L.Dense(7, activation="tanh"), L.Dense(3, activation="softmax")]
    yield "convolution", [L.Input((6, 5, 2)), L.Conv2D(4, 3, activation="tanh"), L.AveragePooling2D(2), L.Flatten(),
                          L.Dense(3, activation="softmax")]
    yield "normalized", [L.Input((6, 5, 2)), L.Conv2D(4, 3, use_bias=False), L.BatchNormalization(), L.Activation("sigmoid"),
                         L.GlobalAveragePooling2D(), L.Dense(3, activation="softmax")]
    yield "penalized", [L.Input((5,)), L.Dense(6, activation="tanh", kernel_regularizer=R.L1L2(1e-3, 1e-2), bias_regularizer=R.L2(0.1)),
                        L.Dense(3, activation="softmax", kernel_regularizer=R.OrthogonalRegularizer(0.05, "columns"))]
    yield "constrained", [L.Input((6, 5, 2)), L.Conv2D(4, 3, activation="tanh", kernel_constraint=C.MaxNorm(0.8, axis=[0, 1, 2])),
                          L.MaxPooling2D(2), L.Flatten(), L.Dense(3, activation="softmax", kernel_constraint=C.UnitNorm(), bias_constraint=C.NonNeg())]


def optimizers():
    yield "sgd", O.SGD(0.1, momentum=0.9, nesterov=True)
    yield "rmsprop", O.RMSprop(0.005, momentum=0.5, centered=True)
    yield "adam", O.Adam(keras.optimizers.schedules.CosineDecay(0.0, 15, warmup_target=0.02, warmup_steps=5))
    yield "amsgrad", O.Adam(0.01, amsgrad=True, global_clipnorm=0.5)
    yield "adamw", O.AdamW(0.01, weight_decay=0.1, clipvalue=0.1)
    yield "adamax", O.Adamax(0.01)
    yield "nadam", O.Nadam(0.01)
    yield "adagrad", O.Adagrad(0.1)
    yield "adadelta", O.Adadelta(1.0)
    yield "adafactor", O.Adafactor(0.05)
    yield "ftrl", O.Ftrl(0.1, l2_regularization_strength=0.01)
    yield "lion", O.Lion(0.002, gradient_accumulation_steps=2)
    yield "lamb", O.Lamb(0.02, clipnorm=1.0)
    yield "muon", O.Muon(0.02)


def main():
    cases, arrays = [], {}
    for name, made in models():
        for kind, optimizer in optimizers():
            model = keras.Sequential([type(l).from_config(l.get_config()) if not isinstance(l, keras.KerasTensor) else keras.Input(l.shape[1:]) for l in made])
            start = [(rng.normal(size=w.shape) * 0.4).astype("float32") for w in model.weights]
            start = [np.abs(s) + 0.5 if "variance" in w.path else s for s, w in zip(start, model.weights)]
            model.set_weights(start)
            # Quarters, which compress well.
            x = (np.round(rng.normal(size=(STEPS * BATCH,) + model.input_shape[1:]) * 4) / 4).astype("float32")
            y = rng.integers(0, 3, STEPS * BATCH).astype("int32")
            model.compile(optimizer, "sparse_categorical_crossentropy", run_eagerly=True)
            serialized = keras.saving.serialize_keras_object(optimizer)
            losses = []
            for s in range(STEPS):
                model.reset_metrics()
                part = slice(s * BATCH, (s + 1) * BATCH)
                losses.append(float(model.train_on_batch(x[part], y[part])))
            case = f"{name} {kind}"
            own = {"x": x, "y": y, "losses": np.cumsum(losses) / np.arange(1, STEPS + 1)}
            own |= {f"start{i}": w for i, w in enumerate(start)} | {f"end{i}": w for i, w in enumerate(model.get_weights())}
            cases.append({"case": case, "model": json.loads(model.to_json()), "optimizer": serialized, "batch": BATCH, "arrays": sorted(own)})
            arrays |= {f"{case}/{n}.npy": np.asarray(a, dtype="int32" if n == "y" else "float32") for n, a in own.items()}
            print(case, losses[0], losses[-1], flush=True)
    index = {"keras": keras.__version__, "tensorflow": tf.__version__, "seed": 1, "cases": cases}
    with zipfile.ZipFile(os.path.join(sys.argv[1], "parity.npz"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        def put(name, data):
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        put("index.json", json.dumps(index, indent=1))
        for name, value in arrays.items():
            file = io.BytesIO()
            np.save(file, value)
            put(name, file.getvalue())


main()
