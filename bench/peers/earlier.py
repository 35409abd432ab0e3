"""Finds what has become slower since an earlier table of the same processor."""
import re

# Rates of two runs differ by this share by chance on a quiet machine.
NOISE = 0.05
HEADER = "| work |"


def read(text):
    """The processor, and by work and peer a table's figures: {(work, peer): (ours, ratio)}."""
    lines = text.splitlines()
    figures, columns, work, ours = {}, None, None, None
    for line in lines:
        if line.startswith(HEADER):
            columns = cells(line)
        elif not line.startswith("|"):
            columns = None
        elif columns and not line.startswith("| ---"):
            row = dict(zip(columns, cells(line)))
            if row["work"]:
                work, ours = row["work"], number(row["Fovea, images/s"])
            figures[work, row["peer"]] = ours, number(row["ratio"])
    return lines[0] if lines else "", figures


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def number(cell):
    return float(cell.replace(",", "").replace("*", ""))


def newest(results, folder):
    """The newest table of a processor's folder, by its name; None where there is none."""
    tables = sorted((results / folder).glob("peers-*.md"))
    return tables[-1] if tables else None


def same_processor(one, other):
    """Whether two first lines name the same processor: model, threads and vectors, as far as both tell them."""
    return all(a == b for a, b in zip(facts(one), facts(other)) if a is not None and b is not None)


def facts(line):
    """Name, family, model, threads and vectors that a first line tells; None for what it does not."""
    patterns = (r"^([^,]+)", r"\bfamily (\d+)", r"\bmodel (\d+)", r"\b(\d+) threads?\b", r"\b(\d+-bit vectors|scalar)\b")
    return [found.group(1) if (found := re.search(pattern, line)) else None for pattern in patterns]


def regressions(now, before):
    """Lines about what became slower by more than NOISE: our rate of a work, or its ratio to a peer."""
    lines, told = [], set()
    for key, (ours, ratio) in now.items():
        if key not in before:
            continue
        work, peer = key
        ours_before, ratio_before = before[key]
        if work not in told and ours < (1 - NOISE) * ours_before:
            told.add(work)
            lines.append(f"{work}: {ours_before:,.0f} -> {ours:,.0f} images/s")
        if ratio < (1 - NOISE) * ratio_before:
            lines.append(f"{work}, ratio to {peer}: {ratio_before:.2f} -> {ratio:.2f}")
    return lines


def report(text, file):
    """What a new table shows beside an earlier file of the same processor, as lines of Markdown."""
    processor, now = read(text)
    earlier_processor, before = read(file.read_text())
    if not same_processor(processor, earlier_processor):
        return [f"Not compared with {file.name}: that is of another processor ({earlier_processor})."]
    found = regressions(now, before)
    if not found:
        return [f"Nothing is more than {NOISE:.0%} slower than in {file.name}."]
    return [f"More than {NOISE:.0%} slower than in {file.name}:", "", *(f"- {line}" for line in found)]
