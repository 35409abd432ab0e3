"""Compares Fovea with its peers; run.sh starts this in the right environment. See README.md."""
import subprocess
import sys
from datetime import date
from importlib import metadata

import data
import earlier
import options
import rounds
import systems
import table
import whole_run

PACKAGES = {"TensorFlow": "tensorflow-cpu", "ONNX Runtime": "onnxruntime", "PyTorch": "torch"}


def versions():
    """The peers that are installed, with their versions."""
    found = {}
    for name, package in PACKAGES.items():
        try:
            found[name] = metadata.version(package)
        except metadata.PackageNotFoundError:
            pass
    return found


def processor(threads):
    """The folder of this processor's results, and the line that they begin with."""
    done = subprocess.run(systems.java("DescribeProcessor", str(threads)), stdout=subprocess.PIPE, text=True, check=True)
    folder, line = done.stdout.splitlines()
    return folder, line


def main():
    wanted = options.parse()
    processor_folder, processor_line = processor(wanted.threads)
    print(processor_line, flush=True)
    found = versions()
    if wanted.extra != "torch":
        found.pop("PyTorch", None)
    names = ", ".join(f"{name} {version}" for name, version in found.items()) + f", Keras {metadata.version('keras')}"
    peers = [name for name in systems.PROGRAMS if name.split(",")[0] in found]
    folder = options.TARGET / "data"
    data_name = data.prepare_apart(folder)
    results, wholes, failures = [], {}, []
    for workload in wanted.chosen:
        print(f"{workload.name} ...", flush=True)
        try:
            results.append(rounds.measure(workload, peers, wanted, folder))
        except systems.Failed as e:
            failures.append(f"{workload.name}: {e}")
            continue
        for row in table.rows(results[-1]):
            print(row, flush=True)
    for title, asked, measure in (("whole run", wanted.whole, whole_run.measure),
                                  ("CIFAR-10 to 94 %", wanted.fast94, whole_run.measure_fast94)):
        if asked:
            try:
                wholes[title] = measure(wanted, folder)
            except systems.Failed as e:
                failures.append(f"{title}: {e}")
    notes = table.notes(wanted, data_name, names, max((r.peak for r in results), default=0))
    text = table.markdown(results, wholes, processor_line, notes, failures)
    before = wanted.against or earlier.newest(options.COMMITTED, processor_folder)
    if before:
        text += "\n" + "\n".join(earlier.report(text, before)) + "\n"
    out = options.result_file(wanted, processor_folder, date.today())
    table.write(out, text, results, wholes)
    print("\n" + text)
    print(f"written to {out}")
    return 1 if failures or any(r.problems for r in results) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
