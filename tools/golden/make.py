"""Makes the golden files of the keras module's tests with the real Keras.

    python3 -m venv target/golden && target/golden/bin/pip install keras==3.15.1 jax h5py
    target/golden/bin/python tools/golden/make.py keras/src/test/resources/golden

For each model NAME: NAME.keras, inputs NAME_x0.npy ..., outputs NAME_y0.npy ..., and for those that are trained
NAME_labels.npy and NAME_trained.keras: the model after three steps on these inputs as one batch. Seed 1.
"""
import os
import sys

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy as np
from keras import layers as L

keras.utils.set_random_seed(1)
rng = np.random.default_rng(1)
out = sys.argv[1]
os.makedirs(out, exist_ok=True)


def save(name, model, train=0):
    for layer in model.layers:  # biases and statistics that are not 0 or 1
        layer.set_weights([w + rng.normal(size=w.shape, scale=0.1).astype("float32") ** 2 for w in layer.get_weights()])
    xs = [rng.normal(size=(5,) + tuple(i.shape[1:])).astype("float32") for i in model.inputs]
    ys = model.predict(xs if len(xs) > 1 else xs[0], verbose=0)
    for i, x in enumerate(xs):
        np.save(f"{out}/{name}_x{i}.npy", x)
    for i, y in enumerate(ys if isinstance(ys, list) else [ys]):
        np.save(f"{out}/{name}_y{i}.npy", y)
    model.save(f"{out}/{name}.keras")
    if train:
        labels = rng.integers(0, model.outputs[0].shape[-1], 5).astype("int32")
        np.save(f"{out}/{name}_labels.npy", labels)
        for _ in range(train):
            model.train_on_batch(xs[0], labels)
        model.save(f"{out}/{name}_trained.keras")


def compiled(model, optimizer):
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
    return model


def small():
    return keras.Sequential([
        keras.Input((8, 7, 3)), L.Conv2D(5, 3, padding="same", activation="relu"), L.BatchNormalization(),
        L.Conv2D(6, 3, strides=2, activation="tanh"), L.MaxPooling2D(2, padding="same"), L.Flatten(),
        L.Dense(7, activation="elu"), L.Dense(4, activation="softmax")])


save("adam", compiled(small(), keras.optimizers.Adam(0.01)), 3)
save("sgd", compiled(small(), keras.optimizers.SGD(0.1)), 3)
save("momentum", compiled(small(), keras.optimizers.SGD(0.1, momentum=0.9)), 3)
save("nesterov", compiled(small(), keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True)), 3)

for padding in ("valid", "same"):
    save(f"shapes_{padding}", keras.Sequential([
        keras.Input((19, 17, 2)), L.Conv2D(4, (3, 2), strides=(2, 1), padding=padding, activation="leaky_relu"),
        L.Conv2D(5, 3, dilation_rate=2, padding=padding, activation="sigmoid", use_bias=False),
        L.MaxPooling2D(3, strides=2, padding=padding), L.AveragePooling2D((1, 2), padding=padding),
        L.Conv2D(3, 1, activation="gelu"), L.Activation("silu"), L.GlobalAveragePooling2D(), L.Dense(3)]))

left, right = keras.Input((8, 8, 2), name="left"), keras.Input((8, 8, 2))
tower = L.Conv2D(4, 3, strides=2, activation="relu")
a, b = tower(left), tower(right)
one = L.ReLU()(L.ELU(alpha=0.5)(L.Concatenate()([a, b])))
two = L.LeakyReLU(negative_slope=0.1)(L.Add()([a, b]))
first = L.Dense(3, activation="softmax", name="first")(L.GlobalMaxPooling2D()(one))
second = L.Softmax()(L.Dense(2)(L.Rescaling(0.5, 1)(L.Dropout(0.3)(L.Flatten()(two)))))
save("graph", keras.Model([left, right], [first, second]))
