"""Reads event files with TensorBoard's own reader and compares them with the history: check.py LOGS HISTORY.csv"""
import csv
import struct
import sys


from tensorboard.backend.event_processing import plugin_event_multiplexer
from tensorboard.plugins.histogram import metadata as histogram
from tensorboard.plugins.image import metadata as image
from tensorboard.plugins.scalar import metadata as scalar
from tensorboard.util import tensor_util

logs, table = sys.argv[1:]
with open(table) as lines:
    history = list(csv.DictReader(lines))

multiplexer = plugin_event_multiplexer.EventMultiplexer().AddRunsFromDirectory(logs)
multiplexer.Reload()
runs = sorted(multiplexer.Runs())
assert runs == ["train", "validation"], runs

compared = 0
for run, prefix in (("train", ""), ("validation", "val_")):
    tags = multiplexer.PluginRunToTagToContent(scalar.PLUGIN_NAME)[run]
    for tag in tags:
        name = prefix + tag.removeprefix("epoch_")
        events = multiplexer.Tensors(run, tag)
        assert [event.step for event in events] == list(range(len(history))), (tag, events)
        for event, row in zip(events, history):
            seen = float(tensor_util.make_ndarray(event.tensor_proto))
            assert abs(seen - float(row[name])) <= 1e-6 * max(1, abs(seen)), (tag, seen, row[name])
            compared += 1
assert compared >= 4 * len(history), compared

histograms = multiplexer.PluginRunToTagToContent(histogram.PLUGIN_NAME)["train"]
for tag in histograms:
    for event in multiplexer.Tensors("train", tag):
        buckets = tensor_util.make_ndarray(event.tensor_proto)
        assert buckets.shape[1] == 3 and buckets[:, 2].sum() > 0, (tag, buckets)
images = multiplexer.PluginRunToTagToContent(image.PLUGIN_NAME)["train"]
for tag in images:
    for event in multiplexer.Tensors("train", tag):
        width, height, png = tensor_util.make_ndarray(event.tensor_proto)[:3]
        assert png[:8] == b"\x89PNG\r\n\x1a\n", png[:8]
        assert (int(width), int(height)) == struct.unpack(">II", png[16:24]), (width, height)
assert histograms and images, (histograms, images)
print(f"{compared} scalars equal to the history, histograms of {sorted(histograms)}, images {sorted(images)}")
