"""The results as a table in Markdown, and as JSON."""
import dataclasses
import json
from datetime import date
from statistics import median

import systems


def markdown(results, wholes, processor, notes, failures):
    lines = [processor, "", "# Fovea and its peers", "", *notes, ""]
    if results:
        lines += ["| work | Fovea, images/s | share of peak | peer | images/s | ratio | lowest to highest "
                  "| equal work: losses, ours / peer's, or difference of outputs | peak memory, ours / peer's |", "| --- | ---: | ---: | --- | ---: | ---: | --- | --- | --- |"]
        for result in results:
            lines += rows(result)
        lines.append("")
    for title, whole in wholes.items():
        lines += [f"| {title} | wall time | peak memory | share of the time | share of the memory | accuracy |",
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
    """The fastest peer first, beside our rate; below it the other ways and peers. Only its ratio is bold."""
    ours = systems.OURS
    start = f"| {result.workload} | {number(result.rate(ours))} | {result.share_of_peak():.0%}"
    mark = "**"
    for peer in result.fastest_first():
        ratios = result.ratios(peer)
        yield (f"{start} | {peer} | {number(result.rate(peer))} | {mark}{median(ratios):.2f}{mark} | "
               f"{min(ratios):.2f} to {max(ratios):.2f} | {equality(result, peer)} | "
               f"{mib(result.resident[ours])} / {mib(result.resident[peer])} |")
        start, mark = "| | |", ""


def equality(result, peer):
    """The figures that show that a peer did the same work."""
    if peer in result.differences:
        return f"{result.differences[peer]:.0e}"
    if peer in result.losses:
        return f"{result.losses[systems.OURS]:.3f} / {result.losses[peer]:.3f}"
    return ""


def number(rate):
    return f"{rate:,.0f}" if rate >= 100 else f"{rate:.1f}"


def mib(size):
    return f"{size / 2**20:,.0f} MiB"


def notes(options, data_name, versions, peak):
    """What a reader must know to compare the table with another."""
    lines = [f"{date.today()}, {versions}.",
             f"{options.rounds} rounds of {options.seconds:g} s by turns after {options.warmup} of warm-up; training on "
             f"{data_name}."]
    if peak:
        lines.append(f"FMA peak of all threads: {peak / 1e9:,.0f} GFLOP/s.")
    return lines


def write(file, text, results, wholes):
    """Writes FILE and beside it the same with the ending .json."""
    file.parent.mkdir(parents=True, exist_ok=True)
    everything = {"results": [dataclasses.asdict(r) for r in results], "whole": [dataclasses.asdict(r) for whole in wholes.values() for r in whole]}
    for target, content in ((file, text), (file.with_suffix(".json"), json.dumps(everything, indent=1) + "\n")):
        temporary = target.with_name(target.name + ".part")
        temporary.write_text(content)
        temporary.replace(target)
