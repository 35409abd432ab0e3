"""Checks with the real Keras that a .keras file written by Fovea loads and predicts the same.

    python check.py FILE.keras INPUT.npy EXPECTED.npy

INPUT is what `fovea predict FILE.keras INPUT.npy --format npy --out EXPECTED.npy` was given. Ends with 1 where the largest
difference exceeds 1e-5.
"""
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras
import numpy as np

model = keras.models.load_model(sys.argv[1])
difference = np.abs(model.predict(np.load(sys.argv[2]), verbose=0) - np.load(sys.argv[3])).max()
print(f"Keras {keras.__version__} on {keras.backend.backend()}, {model.count_params():,} weights, "
      f"{int(model.optimizer.iterations)} steps: largest difference {difference:.2e}")
sys.exit(int(difference > 1e-5))
