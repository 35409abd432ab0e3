"""Writes docs/fast94.md and docs/fast94.svg: what got CIFAR-10 from 0.69 to 0.94.

    ./fovea train cifar10 --out runs/tutorial
    ./fovea train cifar10 --model fast94 --out runs/fast94
    python3 tools/fast94/page.py runs/tutorial runs/fast94 [--ablation docs/results/PROCESSOR/fast94-ablation.md]

Every number is read from the folders of the two runs; Python alone is needed.
"""
import argparse
import csv
import html
import json
import sys
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"

INGREDIENTS = [
    ("A wider network with batch normalisation",
     "Three groups of two 3 x 3 convolutions with 64, 256 and 256 filters, each followed by batch normalisation and GELU. The tutorial's "
     "model has two convolutions of 32 filters; most of its weights are in a dense layer, which learns single images by heart."),
    ("Whitening",
     "The first 2 x 2 convolution is not trained. Its filters are the eigenvectors of small patches of 5,000 training images, divided by "
     "the roots of their eigenvalues, so what it hands on is uncorrelated and equally strong. Only its bias learns, for three epochs."),
    ("Dirac filters", "A convolution begins with filters that hand their input on. So the image reaches the last layer from the first step on."),
    ("Muon", "The step of each filter matrix is made orthogonal by three Newton-Schulz iterations: all directions advance equally, also "
             "those whose gradients are small. Biases and the head are trained by SGD with Nesterov momentum."),
    ("The alternating flip", "Each image is mirrored in every second epoch. Drawn at random, half of the images would be the same way "
                             "round in two epochs in a row."),
    ("Translation", "Each image is moved by up to two pixels, at random, with reflected edges. So hardly an image is seen twice in the "
                    "same place, and the network can't learn them by heart."),
    ("Label smoothing", "The target is 0.82 for the right class and 0.02 for each of the others: after that, certainty costs."),
    ("Large batches and a falling rate", "200 steps of 2,000 images, with learning rates that fall to zero in a straight line."),
    ("Six views", "The answer is the mean over an image, its mirror image, and both moved by a pixel in two directions (`--tta`)."),
]


class Unreadable(Exception):
    """A run's folder lacks something; the message says what."""


@dataclass
class Run:
    """training, validation: accuracies by epoch; seconds: of the training until each epoch's end."""

    title: str
    info: dict
    training: list
    validation: list
    seconds: list
    classes: list
    recalls: list
    accuracy: float

    @property
    def views(self):
        return {"": 1, "flips": 2, "flips+shifts": 6}[self.info["settings"].get("testTime", "")]


def read(title, folder):
    """A run from its folder: history.csv, confusion.csv, run.json."""
    try:
        info = json.loads((folder / "run.json").read_text())
        with open(folder / "history.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        with open(folder / "confusion.csv", newline="") as file:
            matrix = list(csv.reader(file))
    except (OSError, ValueError) as e:
        raise Unreadable(f"{folder} is no folder of a finished run: {e}") from e
    if info["state"] != "done" or not rows:
        raise Unreadable(f"the run in {folder} is not done but {info['state']}")
    accuracy = next((name for name in rows[0] if name.endswith("accuracy") and not name.startswith("val_")), None)
    if accuracy is None or "val_" + accuracy not in rows[0]:
        raise Unreadable(f"{folder}/history.csv has no accuracy of training and validation, but {', '.join(rows[0])}")
    seconds = [float(row["seconds"]) for row in rows]
    counts = [[int(cell) for cell in line[1:]] for line in matrix[1:]]
    right = [counts[i][i] for i in range(len(counts))]
    return Run(title, info, [float(row[accuracy]) for row in rows], [float(row["val_" + accuracy]) for row in rows],
               [sum(seconds[:i + 1]) for i in range(len(seconds))], matrix[0][1:],
               [r / sum(line) for r, line in zip(right, counts)], sum(right) / sum(map(sum, counts)))


# --- The chart ---

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 420, 300, 48, 34, 46
COLORS = ("#c4622d", "#2d6fc4")


def panel(x0, title, label, runs, positions):
    """Accuracies over positions(run), which are numbers from 0 on."""
    most = max(positions(run)[-1] for run in runs)
    low = int(10 * min(min(run.training + run.validation) for run in runs)) / 10

    def at(x, y):
        return (x0 + LEFT + (WIDTH - LEFT - 14) * x / most,
                TOP + (HEIGHT - TOP - BOTTOM) * (1 - (y - low) / (1 - low)))

    parts = [f'<text x="{x0 + LEFT}" y="20" class="t">{html.escape(title)}</text>']
    for tenth in range(round(10 * low), 11):
        (left, y), (right, _) = at(0, tenth / 10), at(most, 0)
        parts.append(f'<line x1="{left:.1f}" y1="{y:.1f}" x2="{right:.1f}" y2="{y:.1f}" class="g"/>')
        parts.append(f'<text x="{left - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{tenth / 10:.1f}</text>')
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if most / s <= 10)
    for tick in range(0, int(most) + 1, step):
        x, _ = at(tick, 0)
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{tick}</text>')
    parts.append(f'<text x="{x0 + (LEFT + WIDTH) / 2:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{html.escape(label)}</text>')
    for run, color in zip(runs, COLORS):
        for values, dash in ((run.training, ' stroke-dasharray="3 4"'), (run.validation, "")):
            points = " ".join("{:.1f},{:.1f}".format(*at(x, y)) for x, y in zip(positions(run), values))
            parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"{dash}/>')
    return parts


def chart(runs):
    parts = panel(0, "Accuracy by epoch", "epoch", runs, lambda run: range(1, 1 + len(run.seconds)))
    parts += panel(WIDTH, "Accuracy by time", "minutes of training", runs, lambda run: [s / 60 for s in run.seconds])
    for i, (run, color) in enumerate(zip(runs, COLORS)):
        parts.append(f'<text x="{LEFT + 220 * i}" y="{HEIGHT + 14}" style="fill:{color};font-weight:bold">{html.escape(run.title)}</text>')
    parts.append(f'<text x="{2 * WIDTH - 14}" y="{HEIGHT + 14}" text-anchor="end">solid: test images, dotted: training images</text>')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {HEIGHT + 26}" role="img" '
            'aria-label="Accuracies of both runs by epoch and by time">\n'
            "<style>text{font:12px sans-serif;fill:#555}.t{font-size:14px;font-weight:bold}.g{stroke:#ccc;stroke-width:0.5}</style>\n"
            '<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n")


# --- The page ---

def duration(seconds):
    return f"{seconds:.0f} s" if seconds < 120 else f"{int(seconds // 60)} min {seconds % 60:.0f} s"


def figures(runs):
    def row(what, value):
        return f"| {what} | " + " | ".join(value(run) for run in runs) + " |"
    return "\n".join([
        "| | " + " | ".join(run.title for run in runs) + " |", "| --- |" + " ---: |" * len(runs),
        row("accuracy on the test images, each alone", lambda run: f"{run.validation[-1]:.4f}"),
        row("by the mean of six views", lambda run: f"{run.accuracy:.4f}" if run.views == 6 else ""),
        row("accuracy on the training images, as they were augmented", lambda run: f"{run.training[-1]:.4f}"),
        row("epochs", lambda run: str(len(run.validation))),
        row("images a step", lambda run: str(run.info["settings"]["batch"])),
        row("time to train", lambda run: duration(run.info["seconds"]["training"])),
        row("seed", lambda run: str(run.info["settings"]["seed"])),
        row("command", lambda run: f"`fovea {' '.join(shown(run.info['command']))}`"),
    ])


def shown(command):
    """The command without where the run went, which is of no interest."""
    return [w for i, w in enumerate(command) if w != "--out" and command[max(0, i - 1)] != "--out"]


def classes(runs):
    first, second = runs
    if first.classes != second.classes:
        raise Unreadable("the two runs have different classes")
    lines = ["| class | " + " | ".join(run.title for run in runs) + " |", "| --- | ---: | ---: |"]
    for i, name in sorted(enumerate(first.classes), key=lambda item: first.recalls[item[0]] - second.recalls[item[0]]):
        lines.append(f"| {name} | {first.recalls[i]:.1%} | {second.recalls[i]:.1%} |")
    return "\n".join(lines)


def gap(run):
    """What the curves say of overfitting, which the numbers must support."""
    difference = run.training[-1] - run.validation[-1]
    if difference > 0.02:
        return f"ends with {difference:.2f} more on the training images than on the test images: it overfits"
    if difference < -0.02:
        return f"ends with {-difference:.2f} less on the training images, which are augmented, than on the test images"
    return "does equally well on training and test images"


def page(runs, ablation):
    tutorial, fast = runs
    machine = fast.info["machine"]
    table = ""
    if ablation:
        rows = [line for line in ablation.read_text().splitlines() if line.startswith("|")]
        if not rows:
            raise Unreadable(f"there is no table in {ablation}")
        table = ("\n## What each brings\n\nEach training lacks one ingredient; the rest is unchanged. "
                 "`io.fovea.bench.ablation.Ablation`\n\n" + "\n".join(rows) + "\n")
    return f"""# What got it from {tutorial.validation[-1]:.2f} to {fast.accuracy:.2f}

{machine["processor"]}, {fast.info["settings"]["threads"]} threads, {machine["vectors"]}. Both runs train on the same 50,000 images of CIFAR-10.
This page is written by `tools/fast94/page.py`.

![Accuracies of both runs by epoch and by time](fast94.svg)

{figures(runs)}

The tutorial's model {gap(tutorial)}. fast94 {gap(fast)}.

## The ingredients

{chr(10).join(f"{i}. **{name}.** {text}" for i, (name, text) in enumerate(INGREDIENTS, 1))}

The recipe is Keller Jordan's (arXiv:2404.00498), in its form with Muon.
{table}
## Which classes gained

Share of the test images of a class that are recognised, the greatest gain first{" (fast94 by the mean of six views)" if fast.views == 6 else ""}.

{classes(runs)}
"""


def main():
    options = argparse.ArgumentParser(prog="tools/fast94/page.py")
    options.add_argument("tutorial", type=Path, help="folder of the tutorial's run")
    options.add_argument("fast94", type=Path, help="folder of the run of fast94")
    options.add_argument("--ablation", type=Path, help="table of io.fovea.bench.ablation.Ablation")
    options.add_argument("--out", type=Path, default=DOCS, help="folder of the page (default docs)")
    given = options.parse_args()
    try:
        runs = [read("tutorial", given.tutorial), read("fast94", given.fast94)]
        text, picture = page(runs, given.ablation), chart(runs)
    except (Unreadable, OSError) as e:
        sys.exit(f"page.py: {e}")
    (given.out / "fast94.svg").write_text(picture)
    (given.out / "fast94.md").write_text(text)
    print(given.out / "fast94.md")


if __name__ == "__main__":
    main()
