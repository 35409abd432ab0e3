"""Files of the real Keras with an optimizer's state, and how training continues in it.

    python tools/golden/continue.py app/src/test/resources/continue

Of each case: NAME_before.keras, trained for two epochs; NAME.npz, the data; NAME_after.npz, the losses of three more epochs
(batch 16, without shuffling) and the weights at their end. The environment is that of catalog.py. Seed 4.
"""

import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy as np
from keras import layers as L

COUNT, BATCH = 40, 16
keras.utils.set_random_seed(4)
rng = np.random.default_rng(4)
folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)


def trained(name, layers, y, **compiled):
    x = rng.random((COUNT, 6, 6, 2)).astype("float32")
    model = keras.Sequential([keras.Input((6, 6, 2)), *layers], name=name)
    model.compile(**compiled)
    model.fit(x, y, epochs=2, batch_size=BATCH, shuffle=False, verbose=0)
    model.save(os.path.join(folder, f"{name}_before.keras"))
    np.savez_compressed(os.path.join(folder, f"{name}.npz"), x_train=x, y_train=y)
    history = model.fit(x, y, epochs=3, batch_size=BATCH, shuffle=False, verbose=0).history
    after = {f"weight_{i}": w for i, w in enumerate(model.get_weights())}
    after |= {f"history_{key}": np.array(values, "float32") for key, values in history.items()}
    np.savez_compressed(os.path.join(folder, f"{name}_after.npz"), **after)


def classifier(classes):
    return [
        L.Conv2D(4, 3, activation="relu"),
        L.BatchNormalization(),
        L.MaxPooling2D(2),
        L.Flatten(),
        L.Dense(classes, activation="softmax"),
    ]


labels = rng.integers(0, 3, COUNT)
trained(
    "classes",
    classifier(3),
    labels.reshape(-1, 1),
    optimizer=keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.01, 5, 0.9)),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
trained(
    "onehot",
    classifier(3),
    np.eye(3, dtype="float32")[labels],
    optimizer=keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True),
    loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
    metrics=["accuracy", keras.metrics.TopKCategoricalAccuracy(2)],
)
trained(
    "regression",
    [L.Conv2D(4, 3, activation="tanh"), L.GlobalAveragePooling2D(), L.Dense(1)],
    rng.standard_normal(COUNT).astype("float32"),
    optimizer=keras.optimizers.RMSprop(0.005, momentum=0.5, centered=True),
    loss="huber",
    metrics=["mae"],
)
trained(
    "images",
    [L.Conv2D(4, 3, padding="same", activation="elu"), L.Conv2D(1, 3, padding="same", activation="sigmoid")],
    rng.random((COUNT, 6, 6)).astype("float32"),
    optimizer=keras.optimizers.AdamW(0.01, weight_decay=0.01),
    loss="mean_squared_error",
)
