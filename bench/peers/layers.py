"""Every layer beside PyTorch: forward and backward of one layer, on feature maps of 32 x 32 x 64, batch 32.

    bench/target/peers/venv/bin/python bench/peers/layers.py [--threads N] [--quick] [--only TEXT] [--out FILE]

Runs `./fovea bench --layers`, then PyTorch on the same shapes: channels last, eager, the median of many calls. Backward is the gradient
of the input and of the weights. The environment is the one that bench/peers/run.sh --with torch makes.
"""
import argparse
import os
import re
import statistics
import subprocess
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ROW = re.compile(r"^(\S.*?)\s+(\d+)\s+(\d+) %\s+(\d+)\s+(\d+) %$")


class Channels(nn.Module):
    """A module that works along the last axis, as Keras's layers do on [n, h, w, c]."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class Of(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def sparsemax(x):
    s, _ = torch.sort(x, dim=1, descending=True)
    sums = s.cumsum(1) - 1
    k = torch.arange(1, x.shape[1] + 1).view(1, -1, 1, 1)
    support = (s * k > sums).sum(1, keepdim=True)
    return torch.clamp(x - sums.gather(1, support - 1) / support, min=0)


def same(kernel):
    return (kernel - 1) // 2


def conv(filters, kernel, **more):
    dilation = more.get("dilation", 1)
    return nn.Conv2d(64, filters, kernel, padding=same(kernel) * dilation, **more)


def layers():
    """Of each row of our table what PyTorch has."""
    return {
        "Conv2D 3x3 64": conv(64, 3), "Conv2D 1x1 64": conv(64, 1), "Conv2D 3x3 128, stride 2": conv(128, 3, stride=2),
        "Conv2D 3x3 64, dilation 2": conv(64, 3, dilation=2), "Conv2D 3x3 64, groups 4": conv(64, 3, groups=4),
        "DepthwiseConv2D 3x3": conv(64, 3, groups=64), "DepthwiseConv2D 5x5": conv(64, 5, groups=64),
        "DepthwiseConv2D 3x3, stride 2": conv(64, 3, groups=64, stride=2),
        "SeparableConv2D": nn.Sequential(conv(64, 3, groups=64, bias=False), conv(64, 1)),
        "Conv2DTranspose 3x3 64": nn.ConvTranspose2d(64, 64, 3, padding=1),
        "Conv2DTranspose 3x3 64, stride 2": nn.ConvTranspose2d(64, 64, 3, stride=2, padding=1, output_padding=1),
        "Dense": Channels(nn.Linear(64, 64)),
        "Maxout": nn.Sequential(
            Channels(nn.Linear(64, 128)), Of(lambda x: torch.maximum(x[:, :64], x[:, 64:]))),
        "MaxPooling2D 2x2": nn.MaxPool2d(2), "MaxPooling2D 3x3": nn.MaxPool2d(3, 2),
        "AveragePooling2D": nn.AvgPool2d(2), "SumPooling2D": nn.AvgPool2d(2, divisor_override=1),
        "GlobalAveragePooling2D": nn.AdaptiveAvgPool2d(1), "GlobalMaxPooling2D": nn.AdaptiveMaxPool2d(1),
        "BatchNormalization": nn.BatchNorm2d(64), "LayerNormalization": Channels(nn.LayerNorm(64)),
        "GroupNormalization": nn.GroupNorm(8, 64), "RMSNormalization": Channels(nn.RMSNorm(64)),
        "UnitNormalization": Of(lambda x: F.normalize(x, dim=1)),
        "Dropout": nn.Dropout(0.5), "SpatialDropout2D": nn.Dropout2d(0.5),
        "GaussianNoise": Of(lambda x: x + 0.1 * torch.randn_like(x)),
        "PReLU": nn.PReLU(64), "Softmax": nn.Softmax(1), "ZeroPadding2D": nn.ZeroPad2d(1),
        "Cropping2D": Of(lambda x: x[:, :, 1:-1, 1:-1].contiguous(memory_format=torch.channels_last)),
        "UpSampling2D": nn.Upsample(scale_factor=2),
        "Resizing": Of(lambda x: F.interpolate(x, (48, 48), mode="bilinear")),
        "Permute": Of(lambda x: x.transpose(2, 3).contiguous(memory_format=torch.channels_last)),
        "relu": nn.ReLU(), "relu6": nn.ReLU6(), "leaky_relu": nn.LeakyReLU(0.2), "elu": nn.ELU(), "selu": nn.SELU(),
        "celu": nn.CELU(), "gelu": nn.GELU(), "silu": nn.SiLU(), "mish": nn.Mish(), "sigmoid": nn.Sigmoid(),
        "hard_sigmoid": nn.Hardsigmoid(), "hard_silu": nn.Hardswish(), "tanh": nn.Tanh(), "hard_tanh": nn.Hardtanh(),
        "tanh_shrink": nn.Tanhshrink(), "soft_shrink": nn.Softshrink(), "hard_shrink": nn.Hardshrink(),
        "threshold": nn.Threshold(0, 0), "softplus": nn.Softplus(), "softsign": nn.Softsign(),
        "squareplus": Of(lambda x: 0.5 * (x + torch.sqrt(x * x + 4))),
        "log_sigmoid": nn.LogSigmoid(), "exponential": Of(torch.exp), "softmax": nn.Softmax(1),
        "log_softmax": nn.LogSoftmax(1), "sparsemax": Of(sparsemax),
        "sparse_plus": Of(lambda x: torch.where(x <= -1, 0, torch.where(x < 1, (x + 1) ** 2 / 4, x))),
        "sparse_sigmoid": Of(lambda x: torch.clamp((x + 1) / 2, 0, 1))}


def measure(layer, seconds):
    """Forward and backward of the layer in a step of the network that `./fovea bench --layers` has, in microseconds: medians.

    Before it are a 1 x 1 convolution and a product by one, behind it a dense layer of 2: so caches hold what they hold in a network.
    """
    layer = layer.to(memory_format=torch.channels_last).train()
    first = nn.Conv2d(64, 64, 1).to(memory_format=torch.channels_last)
    images = torch.randn(32, 64, 32, 32).contiguous(memory_format=torch.channels_last)
    last = nn.Linear(layer(first(images)).numel() // 32, 2)
    labels = torch.zeros(32, dtype=torch.long)
    forward, backward = [], []
    begin = time.perf_counter()
    while time.perf_counter() < begin + 2 * seconds or len(forward) < 5:
        before = first(images)
        x = (1.0 * before).detach().requires_grad_()
        start = time.perf_counter()
        y = layer(x)
        forwarded = time.perf_counter()
        out = y.detach().requires_grad_()
        loss = F.cross_entropy(last(out.permute(0, 2, 3, 1).flatten(1)), labels)
        gradient = torch.autograd.grad(loss, [out, *last.parameters()])[0]
        middle = time.perf_counter()
        gradients = torch.autograd.grad(y, [x, *layer.parameters()], gradient)
        passed = gradients[0].contiguous(memory_format=torch.channels_last)
        end = time.perf_counter()
        torch.autograd.grad(before, list(first.parameters()), 1.0 * passed)
        if start >= begin + seconds or len(forward) < 3:
            forward.append(forwarded - start)
            backward.append(end - middle)
    return 1e6 * statistics.median(forward), 1e6 * statistics.median(backward)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--threads", type=int, default=os.cpu_count())
    options.add_argument("--quick", action="store_true")
    options.add_argument("--only", default="", help="rows that contain this text")
    options.add_argument("--out", help="file that gets the table too")
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    command = [os.path.join(ROOT, "fovea"), "bench", "--layers", "--threads", str(given.threads)]
    if given.only:
        command += ["--only", given.only]
    ours = subprocess.run(
        command + (["--quick"] if given.quick else []), stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    lines = [ours[0], "", "# Layers, forward and backward, beside PyTorch " + torch.__version__.split("+")[0], "",
             time.strftime("%Y-%m-%d") + ", `bench/peers/layers.py" + (" --quick" if given.quick else "") + "`; " + ours[1]
             + ". Times in microseconds a step of 32 feature maps of 32 x 32 x 64; share: of the FMA peak or of the memory's "
             "bandwidth, whichever is nearer; ratio: PyTorch's time by ours.", "",
             "| layer | forward | share | PyTorch | ratio | backward | share | PyTorch | ratio |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    theirs = layers()
    for line in ours:
        row = ROW.match(line)
        if not row:
            continue
        title, *figures = row.groups()
        cells = [title, figures[0], figures[1] + " %", "", "", figures[2], figures[3] + " %", "", ""]
        if title in theirs:
            forward, backward = measure(theirs[title], 0.3 if given.quick else 1.5)
            cells[3:5] = f"{forward:.0f}", f"{forward / max(1, float(figures[0])):.2f}"
            cells[7:9] = f"{backward:.0f}", f"{backward / max(1, float(figures[2])):.2f}"
        lines.append("| " + " | ".join(cells) + " |")
        print(lines[-1], file=sys.stderr)
    print("\n".join(lines))
    if given.out:
        with open(given.out, "w") as file:
            file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
