"""Loads with the real Keras what Fovea wrote, compares predictions, trains on, and saves what came of it.

    python roundtrip.py FOLDER

For each NAME.keras in FOLDER: inputs NAME_x0.npy ..., Fovea's outputs NAME_y0.npy ..., and of a compiled model targets
NAME_t0.npy. Writes for each a line `NAME DIFFERENCE` to FOLDER/keras.txt, and of a compiled one NAME_back.keras and
NAME_z0.npy, the model and its outputs after 10 steps on the batch. fovea_extras.py lies in FOLDER.
"""
import glob
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
folder = sys.argv[1]
sys.path.insert(0, folder)
import fovea_extras  # noqa: F401
import keras
import numpy as np


def arrays(name, kind):
    return [np.load(f) for f in sorted(glob.glob(os.path.join(glob.escape(folder), f"{name}_{kind}?.npy")))]


def one(values):
    return values if len(values) > 1 else values[0]


def listed(values):
    return list(values) if isinstance(values, (list, tuple)) else [values]


with open(os.path.join(folder, "keras.txt"), "w") as results:
    print(keras.__version__, keras.backend.backend(), file=results)
    for path in sorted(glob.glob(os.path.join(glob.escape(folder), "*.keras"))):
        name = os.path.basename(path)[:-len(".keras")]
        if name.endswith("_back"):
            continue
        model = keras.models.load_model(path)
        x, t = arrays(name, "x"), arrays(name, "t")
        predicted = listed(model.predict(one(x), verbose=0))
        difference = max(float(np.abs(p - y).max()) for p, y in zip(predicted, arrays(name, "y"), strict=True))
        print(name.replace(" ", "_"), difference, file=results)
        if t:
            for _ in range(10):
                model.train_on_batch(one(x), one(t))
            if model.optimizer.use_ema:  # as at the end of fit
                model.optimizer.finalize_variable_values(model.trainable_variables)
            model.save(os.path.join(folder, name + "_back.keras"))
            for i, z in enumerate(listed(model.predict(one(x), verbose=0))):
                np.save(os.path.join(folder, f"{name}_z{i}.npy"), z)
