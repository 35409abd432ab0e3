"""Files of weights alone that the real Keras, NumPy and safetensors write, and what the model makes of them; or a check of ours.

    python tools/golden/weights.py keras/src/test/resources/golden/weights
    python tools/golden/weights.py --check FOLDER      # reads w.weights.h5, w.npz, w.safetensors that Fovea wrote

Keras 3.15.1, safetensors 0.8.0, seed 3. The environment is that of catalog.py with safetensors beside it.
"""

import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy as np
from keras import layers as L
from safetensors.numpy import load_file, save_file

keras.utils.set_random_seed(3)
image = keras.Input((6, 5, 2), name="image")
x = L.Conv2D(4, 3, padding="same", name="first")(image)
x = L.BatchNormalization(name="norm")(x)
y = L.SeparableConv2D(4, 3, padding="same", activation="relu", name="second")(x)
x = L.Add(name="sum")([x, y])
x = L.GlobalAveragePooling2D(name="pool")(x)
model = keras.Model(image, L.Dense(3, activation="softmax", name="classes")(x))
rng = np.random.default_rng(3)
model.set_weights([rng.uniform(0.2, 1, w.shape).astype("float32") for w in model.get_weights()])
samples = rng.standard_normal((4, 6, 5, 2)).astype("float32")

if sys.argv[1] == "--check":
    expected = model.get_weights()
    folder = sys.argv[2]
    model.set_weights([0 * w for w in expected])
    model.load_weights(os.path.join(folder, "w.weights.h5"))
    for own, theirs in zip(model.get_weights(), expected, strict=True):
        np.testing.assert_array_equal(own, theirs)
    for arrays in (load_file(os.path.join(folder, "w.safetensors")), dict(np.load(os.path.join(folder, "w.npz")))):
        assert len(arrays) == len(expected)
        for layer in model.layers:
            for weight in layer.weights:
                name = weight.name
                np.testing.assert_array_equal(arrays[f"{layer.name}/{name}"], np.asarray(weight))
    print("w.weights.h5, w.npz and w.safetensors hold the weights that Keras has")
    sys.exit()

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
weights = model.get_weights()
named = {f"{layer.name}/{w.name}": np.asarray(w) for layer in model.layers for w in layer.weights}
model.compile("adam", "mse")
model.train_on_batch(samples, np.zeros((4, 3), "float32"))  # so that the file has an optimizer's state, which is left out
model.set_weights(weights)
model.save_weights(os.path.join(folder, "w.weights.h5"))
np.savez(os.path.join(folder, "ordered.npz"), *weights)
np.savez_compressed(os.path.join(folder, "named.npz"), **named)
save_file(named, os.path.join(folder, "named.safetensors"))
np.save(os.path.join(folder, "x.npy"), samples)
np.save(os.path.join(folder, "y.npy"), np.asarray(model.predict(samples, verbose=0)))
