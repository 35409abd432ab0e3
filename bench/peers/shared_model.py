"""Our model's weights and samples, so that a peer infers the same and its outputs can be compared with ours.

The files are written by io.fovea.bench.peers.SharedModel.
"""
from pathlib import Path

import numpy as np


def layers(folder):
    """By kind, the layers with weights in the model's order: {"Conv2D": [{"kernel": array, "bias": array}, ...], ...}."""
    shared = Path(folder) / "inference"
    numbers = np.fromfile(shared / "weights.f32", "<f4")
    found, at = {}, 0
    for line in (shared / "weights.txt").read_text().splitlines():
        kind, index, name, *shape = line.split()
        shape = [int(size) for size in shape]
        of_kind = found.setdefault(kind, [])
        if int(index) == len(of_kind):
            of_kind.append({})
        size = int(np.prod(shape))
        of_kind[int(index)][name] = numbers[at:at + size].reshape(shape)
        at += size
    if at != len(numbers):
        raise ValueError(f"weights.txt describes {at} numbers, weights.f32 has {len(numbers)}")
    return found


def samples(folder, batch, shape):
    """The samples of a batch: [batch, *shape], channels last."""
    return np.fromfile(Path(folder) / "inference" / "input.f32", "<f4").reshape(batch, *shape)


def set_keras_weights(model, folder):
    """Gives a Keras model our weights: its n-th layer of a kind, in the order in which they were made, is our n-th."""
    for kind, ours in layers(folder).items():
        theirs = sorted((layer for layer in model.layers if type(layer).__name__ == kind), key=lambda layer: made(layer.name))
        if len(theirs) != len(ours):
            raise ValueError(f"the Keras model has {len(theirs)} layers {kind}, ours {len(ours)}")
        for layer, weights in zip(theirs, ours):
            if {v.name for v in layer.weights} != weights.keys():
                raise ValueError(f"{layer.name} has {[v.name for v in layer.weights]}, ours {list(weights)}")
            for variable in layer.weights:
                variable.assign(weights[variable.name])


def made(name):
    """Keras counts the layers of a kind as they are made: conv2d, conv2d_1, ..."""
    number = name.rsplit("_", 1)[-1]
    return int(number) if number.isdigit() else 0
