#!/bin/bash
# Trains for two epochs with --tensorboard and reads the event files with the real tensorboard package, installed once from the
# package index into a virtual environment under target/. Fails when a record's checksum, a tag or a number is not as it should be.
#
#   tools/tensorboard/check.sh [DATA]
#
#   DATA    as fovea train takes it (default: stripes that the script makes with numpy)

set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/../.." && pwd -P)
venv="$root/target/tensorboard-venv"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ ! -x "$venv/bin/tensorboard" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet "tensorboard==2.20.0" "numpy<3" "setuptools<81"
fi

data=${1:-$work/stripes.npz}
[ $# -gt 0 ] || "$venv/bin/python" - "$data" <<'PYTHON'
import sys
import numpy as np

generator = np.random.default_rng(1)
labels = np.arange(200) % 3
images = generator.integers(0, 80, (200, 16, 16, 3), dtype=np.uint8)
for image, label in zip(images, labels):
    image[:, 5 * label:5 * label + 5] += 150
np.savez(sys.argv[1], x_train=images[:150], y_train=labels[:150], x_test=images[150:], y_test=labels[150:])
PYTHON

"$root/fovea" train "$data" --epochs 2 --tensorboard "$work/logs" --out "$work/run" --quiet
"$venv/bin/python" "$root/tools/tensorboard/check.py" "$work/logs" "$work/run/history.csv"
