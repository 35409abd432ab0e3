"""Trainings of the tutorial's model that begin in Keras and go on in Fovea, and the other way round.

    python tools/golden/go_on.py cifar-10.bin FOLDER [--fovea COMMAND] [--epochs 3] [--images 50000] [--seeds 3]

cifar-10.bin holds the 60,000 records of CIFAR-10's binary archive, the test part last; Fovea keeps it in its cache. Both begin with
two epochs; both go on from both files. Prints the validation accuracy after each further epoch; ends with 1 where the two that go
on from one file end more than 0.01 apart. Order and dropout differ, so the accuracies do: the means over the seeds are compared.
"""

import csv
import os
import shlex
import subprocess
import sys
import time

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy as np
from keras import layers as L

records, folder, options = sys.argv[1], sys.argv[2], sys.argv[3:]
given = dict(zip(options[::2], options[1::2], strict=True))
fovea = shlex.split(given.get("--fovea", "./fovea"))
epochs = int(given.get("--epochs", 3))
count = int(given.get("--images", 50000))
BATCH, SEEDS = 32, range(1, int(given.get("--seeds", 3)) + 1)
os.makedirs(folder, exist_ok=True)

data = np.fromfile(records, "uint8").reshape(-1, 3073)
images = data[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
labels = data[:, 0].astype("int64")
x, y, x_test, y_test = images[:count], labels[:count], images[50000:], labels[50000:]
np.savez(os.path.join(folder, "cifar.npz"), x_train=x, y_train=y, x_test=x_test, y_test=y_test)
x, x_test = x.astype("float32") / 255, x_test.astype("float32") / 255


def keras_goes_on(model, seed, more):
    keras.utils.set_random_seed(seed)
    history = model.fit(x, y, BATCH, more, validation_data=(x_test, y_test), verbose=0).history
    return next(values for name, values in history.items() if name.startswith("val_") and name.endswith("accuracy"))


def fovea_goes_on(model, seed, more, out):
    out = os.path.join(folder, out)
    command = [*fovea, "train", os.path.join(folder, "cifar.npz"), "--model", model, "--epochs", str(more)]
    command += ["--batch", str(BATCH), "--seed", str(seed), "--out", out, "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with open(os.path.join(out, "history.csv"), newline="") as file:
        return [float(row["val_sparse_categorical_accuracy"]) for row in csv.DictReader(file)]


def shown(values):
    return " ".join(f"{v:.4f}" for v in values)


begun = {"Keras": os.path.join(folder, "keras.keras"), "Fovea": os.path.join(folder, "fovea", "model.keras")}
keras.utils.set_random_seed(0)
first = keras.Sequential(
    [
        keras.Input((32, 32, 3)),
        L.Conv2D(32, 3, padding="same", activation="relu"),
        L.Conv2D(32, 3, padding="same", activation="relu"),
        L.MaxPooling2D(2),
        L.Dropout(0.5),
        L.Flatten(),
        L.Dense(128, activation="relu"),
        L.Dense(10, activation="softmax"),
    ]
)
first.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
print(f"{count:,} training images, batch {BATCH}, {epochs} further epochs")
print(f"two epochs in Keras {keras.__version__}: {shown(keras_goes_on(first, 0, 2))}", flush=True)
first.save(begun["Keras"])
print(f"two epochs in Fovea: {shown(fovea_goes_on('tutorial', 1, 2, 'fovea'))}", flush=True)

failed = False
for name, file in begun.items():
    ends = {"Keras": [], "Fovea": []}
    for seed in SEEDS:
        start = time.time()
        there = keras_goes_on(keras.models.load_model(file), seed, epochs)
        middle = time.time()
        here = fovea_goes_on(file, seed, epochs, f"{name}-{seed}")
        ends["Keras"].append(there[-1])
        ends["Fovea"].append(here[-1])
        print(f"from {name}, seed {seed}: on in Keras {shown(there)} ({middle - start:.0f} s), "
              f"on in Fovea {shown(here)} ({time.time() - middle:.0f} s)", flush=True)
    means = {who: float(np.mean(values)) for who, values in ends.items()}
    apart = abs(means["Keras"] - means["Fovea"])
    failed |= apart > 0.01
    print(f"from {name}: ends at {means['Keras']:.4f} in Keras, {means['Fovea']:.4f} in Fovea, {apart:.4f} apart", flush=True)
sys.exit(int(failed))
