"""The results as a table in Markdown, and as JSON."""
import dataclasses
import json
import platform
from datetime import date
from pathlib import Path
from statistics import median

import systems


def markdown(results, whole, notes, failures):
    lines = [*notes, ""]
    if results:
        lines += ["| work | Fovea, images/s | share of peak | peer | images/s | ratio | lowest to highest | loss, ours / peer's "
                  "| peak memory, ours / peer's |", "| --- | ---: | ---: | --- | ---: | ---: | --- | --- | --- |"]
        for result in results:
            lines += rows(result)
        lines.append("")
    if whole:
        lines += ["| whole run | wall time | peak memory | share of the time | share of the memory | accuracy |",
                  "| --- | ---: | ---: | ---: | ---: | ---: |"]
        first = whole[0]
        for run in whole:
            lines.append(f"| {run.name} | {run.seconds:,.0f} s | {mib(run.resident)} | "
                         f"{first.seconds / run.seconds:.0%} | {first.resident / run.resident:.0%} | {run.accuracy:.4f} |")
        lines += ["", "Shares are ours divided by the row's.", ""]
    for result in results:
        lines += [f"**NOT EQUAL WORK** in {result.workload}: {problem}" for problem in result.problems]
    lines += [f"**DISTURBED** {result.workload}: other processes kept {result.strangers:.1f} processors busy"
              for result in results if result.strangers > 0.1]
    lines += [f"**FAILED** {failure}" for failure in failures]
    return "\n".join(lines).rstrip() + "\n"


def rows(result):
    ours = systems.OURS
    start = f"| {result.workload} | {number(result.rate(ours))} | {result.share_of_peak():.0%}"
    for peer in result.peers():
        ratios = result.ratios(peer)
        losses = f"{result.losses[ours]:.3f} / {result.losses[peer]:.3f}" if result.losses else ""
        yield (f"{start} | {peer} | {number(result.rate(peer))} | **{median(ratios):.2f}** | "
               f"{min(ratios):.2f} to {max(ratios):.2f} | {losses} | "
               f"{mib(result.resident[ours])} / {mib(result.resident[peer])} |")
        start = "| | |"


def number(rate):
    return f"{rate:,.0f}" if rate >= 100 else f"{rate:.1f}"


def mib(size):
    return f"{size / 2**20:,.0f} MiB"


def notes(options, data_name, versions, peak):
    """What a reader must know to compare the table with another."""
    lines = [f"{date.today()}, {processor()}, {options.threads} threads, {versions}.",
             f"{options.rounds} rounds of {options.seconds:g} s by turns after {options.warmup} of warm-up; training on "
             f"{data_name}."]
    if peak:
        lines.append(f"FMA peak of all threads: {peak / 1e9:,.0f} GFLOP/s.")
    return lines


def processor():
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def write(file, text, results, whole):
    """Writes FILE and beside it the same with the ending .json."""
    file.parent.mkdir(parents=True, exist_ok=True)
    everything = {"results": [dataclasses.asdict(r) for r in results], "whole": [dataclasses.asdict(r) for r in whole]}
    for target, content in ((file, text), (file.with_suffix(".json"), json.dumps(everything, indent=1) + "\n")):
        temporary = target.with_name(target.name + ".part")
        temporary.write_text(content)
        temporary.replace(target)
