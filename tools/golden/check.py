"""Checks with the real Keras the .keras files that Fovea writes: that they load, predict the same, and train on.

    python check.py FOLDER

FOLDER is keras/target/roundtrip, which the tests of the module keras leave: for each NAME.keras the inputs NAME_x0.npy ...
and Fovea's outputs NAME_y0.npy ...; with NAME_labels.npy, Fovea has taken two more steps on these inputs as one batch and
kept the result as NAME_next.keras, and Keras must arrive at the same weights and the same optimiser state. Prints a table
and ends with 1 where a difference exceeds 1e-5 (outputs) or 2e-5 (after training).

    python check.py FILE.keras INPUT.npy EXPECTED.npy

INPUT is what `fovea predict FILE.keras INPUT.npy --format npy --out EXPECTED.npy` was given.
"""
import glob
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras
import numpy as np

OUTPUT, TRAINED = 1e-5, 2e-5


def largest(ours, theirs):
    """The largest difference of two lists of arrays; shapes must agree, and nan counts as infinite."""
    assert [np.shape(a) for a in ours] == [np.shape(b) for b in theirs], "shapes differ"
    worst = max(float(np.abs(np.asarray(a) - np.asarray(b)).max()) for a, b in zip(ours, theirs))
    return worst if worst == worst else float("inf")


def predictions(model, paths):
    xs = [np.load(path) for path in paths]
    ys = model.predict(xs if len(xs) > 1 else xs[0], verbose=0)
    return ys if isinstance(ys, list) else [ys]


def numbered(stem, letter):
    return sorted(glob.glob(f"{stem}_{letter}[0-9].npy"))


def check(stem):
    """Differences of outputs and, where the model was trained, after two more steps; None where it was not."""
    model = keras.models.load_model(stem + ".keras")
    predicted = largest(predictions(model, numbered(stem, "x")), [np.load(p) for p in numbered(stem, "y")])
    if not os.path.exists(stem + "_labels.npy"):
        return model, predicted, None
    x, labels = np.load(stem + "_x0.npy"), np.load(stem + "_labels.npy")
    for _ in range(2):
        model.train_on_batch(x, labels)
    then = keras.models.load_model(stem + "_next.keras")
    assert int(model.optimizer.iterations) == int(then.optimizer.iterations) == 4, "steps differ"
    return model, predicted, max(largest(model.get_weights(), then.get_weights()),
                                 largest([v.numpy() if hasattr(v, "numpy") else v for v in model.optimizer.variables],
                                         [v.numpy() if hasattr(v, "numpy") else v for v in then.optimizer.variables]))


def check_folder(folder):
    print(f"Keras {keras.__version__} on {keras.backend.backend()}, numpy {np.__version__}\n")
    print("| model | weights | outputs differ by | after two more steps |\n| --- | ---: | ---: | ---: |")
    files = [f[:-6] for f in sorted(glob.glob(folder + "/*.keras")) if not f.endswith("_next.keras")]
    wrong = 0
    for stem in files:
        try:
            model, predicted, trained = check(stem)
            bad = predicted > OUTPUT or trained is not None and trained > TRAINED
            then = "" if trained is None else f"{trained:.1e}"
            print(f"| {os.path.basename(stem)} | {model.count_params():,} | {predicted:.1e} | {then} |"
                  + (" WRONG" if bad else ""))
        except Exception as error:
            bad = True
            print(f"| {os.path.basename(stem)} | {type(error).__name__}: {str(error)[:300]} | WRONG")
        wrong += bad
    print(f"\n{len(files) - wrong} of {len(files)} models agree.")
    return wrong > 0 or not files


def check_file(file, given, expected):
    model = keras.models.load_model(file)
    difference = largest(predictions(model, [given]), [np.load(expected)])
    print(f"Keras {keras.__version__} on {keras.backend.backend()}, {model.count_params():,} weights: "
          f"largest difference {difference:.2e}")
    return difference > OUTPUT


sys.exit(check_folder(sys.argv[1]) if len(sys.argv) == 2 else check_file(*sys.argv[1:]))
