"""The command line's options. Needs nothing but Python, so that run.sh can check them before it fetches anything."""
import argparse
import os
from pathlib import Path

import workloads

TARGET = Path(__file__).resolve().parent.parent / "target" / "peers"
# Sorted as the committed results: a folder for each processor.
RESULTS = TARGET.parent / "results"
COMMITTED = TARGET.parent.parent.parent / "docs" / "results"


def parse():
    """The options of the command line; ends the program when they are wrong or help is asked for."""
    parser = argparse.ArgumentParser(prog="bench/peers/run.sh", description="Compares Fovea with its peers.")
    parser.add_argument("--quick", action="store_true", help="2 rounds of 1.5 s instead of 5 of 3 s")
    parser.add_argument("--rounds", type=positive, metavar="N", help="rounds (default 5)")
    parser.add_argument("--only", default="", metavar="PATTERN", help="workloads whose name contains this, e.g. 'batch 32'")
    parser.add_argument("--threads", type=positive, default=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity")
                        else os.cpu_count(), metavar="N", help="threads of every system (default all processors)")
    parser.add_argument("--with", dest="extra", choices=["torch"], help="PyTorch too: about 3 GB to download")
    parser.add_argument("--whole", action="store_true", help="also the tutorial's whole training, which takes many minutes")
    parser.add_argument("--epochs", type=positive, default=10, metavar="N", help="epochs of that (default 10)")
    parser.add_argument("--fast94", action="store_true",
                        help="also CIFAR-10 to 94 %%, in Fovea and in PyTorch (needs --with torch): half an hour more")
    parser.add_argument("--out", type=Path, default=RESULTS, metavar="PATH",
                        help="where the table goes, and beside it the same as .json; in a folder it is PROCESSOR/peers-DATE.md, "
                        "and partial- before that with --quick or --only (default bench/target/results)")
    parser.add_argument("--against", type=Path, metavar="FILE",
                        help="an earlier table: what is slower now is listed (default the newest of this processor in docs/results)")
    options = parser.parse_args()
    options.seconds = 1.5 if options.quick else 3.0
    options.warmup = 1 if options.quick else 2
    options.rounds = options.rounds or (2 if options.quick else 5)
    options.chosen = [w for w in workloads.WORKLOADS if options.only in w.name]
    if options.against and not options.against.is_file():
        parser.error(f"--against: there is no file {options.against}")
    if options.fast94 and options.extra != "torch":
        parser.error("--fast94 compares with PyTorch: add --with torch")
    if not options.chosen and not options.whole and not options.fast94:
        parser.error(f"no workload's name contains {options.only!r}; there are: "
                     + ", ".join(w.name for w in workloads.WORKLOADS))
    return options


def result_file(options, folder, today):
    """Where the table goes: --out itself, or below it, if that is a folder. A partial table must not pass for a whole one."""
    if options.out != RESULTS and not options.out.is_dir():
        return options.out
    partial = "partial-" if options.quick or options.only else ""
    return options.out / folder / f"{partial}peers-{today}.md"


def positive(text):
    value = int(text)
    if value < 1:
        raise ValueError
    return value


if __name__ == "__main__":
    print("peers", parse().extra or "alone")
