"""The images that all systems train on: CIFAR-10, or made-up ones where it can't be had. As a program: prepare FOLDER."""
import subprocess
import sys
from pathlib import Path

import numpy as np

import systems

# Whole batches of 10, 32 and 128.
SAMPLES = 12_800
RECORD = 1 + 32 * 32 * 3
TRAINING, TEST = 50_000, 10_000


def prepare_apart(folder):
    """Prepares in a process of its own, whose memory the system would count as every peer's otherwise; returns the data's name."""
    subprocess.run([sys.executable, __file__, str(folder)], check=True)
    return (folder / "name.txt").read_text()


def prepare(folder):
    """Writes x.npy, y.npy and name.txt, once."""
    written_last = folder / "name.txt"
    if written_last.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    records = cifar10(folder)
    if records is None:
        x, y = made_up()
        name = "made-up images in ten classes"
    else:
        x, y = images(records[:SAMPLES])
        name = "the first 12,800 training images of CIFAR-10"
    np.save(folder / "x.npy", x)
    np.save(folder / "y.npy", y)
    written_last.write_text(name)


def cifar10(folder):
    """Training and test records, a byte label and the pixels each; None where CIFAR-10 can't be had."""
    file = folder / "cifar10.bin"
    if not file.exists():
        print("CIFAR-10: from the cache, or about 170 MB from the network", flush=True)
        done = subprocess.run(systems.java("ExportCifar10", str(file)), stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            print(done.stderr.strip())
            return None
    return np.fromfile(file, np.uint8).reshape(TRAINING + TEST, RECORD)


def images(records):
    """Images [n, 32, 32, 3] in [0, 1] and labels [n]."""
    x = records[:, 1:].reshape(-1, 32, 32, 3).astype(np.float32) / np.float32(255)
    return x, records[:, 0].astype(np.int32)


def made_up():
    """A smooth pattern a class, moved about and under noise, and 3 of 10 labels wrong: so a loss stays to be compared."""
    random = np.random.default_rng(1)
    patterns = random.random((10, 4, 4, 3), dtype=np.float32).repeat(8, axis=1).repeat(8, axis=2)
    y = random.integers(0, 10, SAMPLES).astype(np.int32)
    x = np.empty((SAMPLES, 32, 32, 3), np.float32)
    for i, label in enumerate(y):
        moved = np.roll(patterns[label], random.integers(-6, 7, 2), axis=(0, 1))
        x[i] = 0.5 * moved + 0.5 * random.random((32, 32, 3), dtype=np.float32)
    wrong = random.random(SAMPLES) < 0.3
    y[wrong] = random.integers(0, 10, wrong.sum())
    return x, y


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
