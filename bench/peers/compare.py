"""Compares Fovea with its peers; run.sh starts this in the right environment. See README.md."""
import argparse
import os
import sys
from importlib import metadata
from pathlib import Path

import data
import rounds
import systems
import table
import whole_run
import workloads

TARGET = systems.ROOT / "bench" / "target" / "peers"
PACKAGES = {"TensorFlow": "tensorflow-cpu", "ONNX Runtime": "onnxruntime", "PyTorch": "torch"}


def arguments():
    parser = argparse.ArgumentParser(prog="bench/peers/run.sh", description="Compares Fovea with its peers.")
    parser.add_argument("--quick", action="store_true", help="2 rounds of 1.5 s instead of 5 of 3 s")
    parser.add_argument("--rounds", type=positive, metavar="N", help="rounds (default 5)")
    parser.add_argument("--only", default="", metavar="PATTERN", help="workloads whose name contains this, e.g. 'batch 32'")
    parser.add_argument("--threads", type=positive, default=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity")
                        else os.cpu_count(), metavar="N", help="threads of every system (default all processors)")
    parser.add_argument("--with", dest="extra", choices=["torch"], help="PyTorch too: about 3 GB to download")
    parser.add_argument("--whole", action="store_true", help="also the tutorial's whole training, which takes many minutes")
    parser.add_argument("--epochs", type=positive, default=10, metavar="N", help="epochs of that (default 10)")
    parser.add_argument("--out", type=Path, default=TARGET / "result.md", metavar="FILE",
                        help="where the table goes; beside it FILE's name with .json (default bench/target/peers/result.md)")
    options = parser.parse_args()
    options.seconds = 1.5 if options.quick else 3.0
    options.warmup = 1 if options.quick else 2
    options.rounds = options.rounds or (2 if options.quick else 5)
    options.chosen = [w for w in workloads.WORKLOADS if options.only in w.name]
    if not options.chosen and not options.whole:
        parser.error(f"no workload's name contains {options.only!r}; there are: "
                     + ", ".join(w.name for w in workloads.WORKLOADS))
    return options


def positive(text):
    value = int(text)
    if value < 1:
        raise ValueError
    return value


def versions():
    """The peers that are installed, with their versions."""
    found = {}
    for name, package in PACKAGES.items():
        try:
            found[name] = metadata.version(package)
        except metadata.PackageNotFoundError:
            pass
    return found


def main():
    options = arguments()
    found = versions()
    if options.extra != "torch":
        found.pop("PyTorch", None)
    names = ", ".join(f"{name} {version}" for name, version in found.items()) + f", Keras {metadata.version('keras')}"
    peers = [name for name in systems.PROGRAMS if name.split(",")[0] in found]
    folder = TARGET / "data"
    data_name = data.prepare(folder)
    results, runs = [], []
    for workload in options.chosen:
        print(f"{workload.name} ...", flush=True)
        results.append(rounds.measure(workload, peers, options, folder))
        for row in table.rows(results[-1]):
            print(row, flush=True)
    if options.whole:
        runs = whole_run.measure(options, folder)
    notes = table.notes(options, data_name, names, max((r.peak for r in results), default=0))
    text = table.markdown(results, runs, notes)
    table.write(options.out, text, results, runs)
    print("\n" + text)
    print(f"written to {options.out}")
    return 1 if any(r.problems for r in results) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except systems.Failed as e:
        sys.exit(str(e))
    except KeyboardInterrupt:
        sys.exit(130)
