"""Loads with the real Keras what Fovea wrote, compares predictions, trains on, and saves what came of it.

    python roundtrip.py FOLDER [GOLDEN]

For each NAME.keras in FOLDER: inputs NAME_x0.npy ..., Fovea's outputs NAME_y0.npy ..., and of a compiled model targets
NAME_t0.npy. Writes for each a line `NAME DIFFERENCE` to FOLDER/keras.txt, and of a compiled one NAME_back.keras and
NAME_z0.npy, the model and its outputs after 10 steps on the batch. fovea_extras.py lies in FOLDER. What Fovea made of GOLDEN/CASE.keras
is golden_CASE.keras: both have the same layers by the same names, and models used as layers in the same places.
"""
import glob
import json
import os
import sys
import zipfile

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


def loaded(model):
    inside = [loaded(layer) for layer in getattr(model, "layers", []) if not isinstance(layer, keras.layers.InputLayer)]
    return model.name, isinstance(model, keras.Sequential), inside


def written(model):
    """The same of a file: Keras can't load all that it writes."""
    inside = [written(layer) for layer in model["config"].get("layers", []) if layer["class_name"] != "InputLayer"]
    return model["config"]["name"], model["class_name"] == "Sequential", inside


with open(os.path.join(folder, "keras.txt"), "w") as results:
    print(keras.__version__, keras.backend.backend(), file=results)
    for path in sorted(glob.glob(os.path.join(glob.escape(folder), "*.keras"))):
        name = os.path.basename(path)[:-len(".keras")]
        if name.endswith("_back"):
            continue
        if name == "grouped":  # by an optimizer that Keras does not have
            try:
                keras.models.load_model(path)
                sys.exit("grouped: Keras took an optimizer that it does not have")
            except Exception as refused:
                assert "load it with compile=False" in str(refused), refused
        model = keras.models.load_model(path, compile=name != "grouped")
        if name.startswith("golden_") and len(sys.argv) > 2:
            original = os.path.join(sys.argv[2], name[len("golden_"):] + ".keras")
            if os.path.exists(original):
                with zipfile.ZipFile(original) as file:
                    assert loaded(model) == written(json.loads(file.read("config.json"))), name
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
