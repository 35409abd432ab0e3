"""Whole trainings on CIFAR-10: the tutorial's, ten epochs of batch 10, each followed by validation; and the recipe to 94 %."""
import csv
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass

import data
import systems


@dataclass
class Run:
    """seconds: wall time from start of the process to its end; resident: peak memory in bytes."""

    name: str
    seconds: float
    resident: int
    accuracy: float


def prepared(folder, name):
    """The command, which is built, so that this isn't timed, and a folder for a run, which is not there yet."""
    if data.cifar10(folder) is None:
        raise systems.Failed("the whole run needs CIFAR-10")
    out = folder / name
    shutil.rmtree(out, ignore_errors=True)
    fovea = str(systems.ROOT / "fovea")
    subprocess.run([fovea, "--version"], check=True, stdout=subprocess.DEVNULL)
    return fovea, out


def measure(options, folder):
    """Ours, then TensorFlow twice: by Model.fit and by a hand-written loop."""
    fovea, out = prepared(folder, "whole")
    runs = [timed("Fovea", [fovea, "train", "cifar10", "--epochs", str(options.epochs), "--seed", "1", "--quiet",
                            "--threads", str(options.threads), "--out", str(out)], folder, lambda text: accuracy_of(out))]
    for way in ("fit", "loop"):
        command = [sys.executable, str(systems.HERE / "whole_tensorflow.py"), way, str(options.epochs),
                   str(options.threads), str(folder / "cifar10.bin")]
        runs.append(timed(f"TensorFlow, {way}", command, folder, lambda text: float(text.split()[-1])))
    return runs


def measure_fast94(options, folder):
    """Ours, then PyTorch. Both are measured by the mean of six views."""
    fovea, out = prepared(folder, "fast94")
    same = ["--seed", "1", "--threads", str(options.threads)]
    ours = [fovea, "train", "cifar10", "--model", "fast94", "--quiet", "--out", str(out), *same]
    theirs = [sys.executable, str(systems.HERE / "fast94.py"), "--data", str(folder), *same]
    return [timed("Fovea", ours, folder, lambda text: figure("tta_accuracy", text)),
            timed("PyTorch", theirs, folder, lambda text: figure("six_views", text))]


def figure(name, text):
    found = re.search(rf"\b{name}=(\S+)", text)
    if not found:
        raise systems.Failed(f"there is no {name} in the output: {text[-2000:]}")
    return float(found[1])


def timed(name, command, folder, accuracy):
    print(f"{name}, whole run ...", flush=True)
    log = folder / "whole.log"
    with open(log, "w+") as errors:
        begin = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        text = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise systems.Failed(f"{name} ended with code {process.returncode}: {log.read_text()[-2000:]}")
    run = Run(name, seconds, systems.peak_bytes(usage), accuracy(text))
    print(f"{run.seconds:.1f} s, {run.resident / 2**20:.0f} MiB, accuracy {run.accuracy:.4f}", flush=True)
    return run


def accuracy_of(out):
    """The last epoch's accuracy on the validation images, of a run's folder."""
    with open(out / "history.csv", newline="") as file:
        return float(list(csv.DictReader(file))[-1]["val_sparse_categorical_accuracy"])
