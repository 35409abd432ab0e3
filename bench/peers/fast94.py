"""CIFAR-10 to 94 % in PyTorch: the recipe of Keller Jordan's airbench94 with Muon, on the processor, in float32.

    bench/target/peers/venv/bin/python bench/peers/fast94.py --steps 5
    bench/target/peers/venv/bin/python bench/peers/fast94.py --epochs 8 --seed 1

--steps measures training steps of a batch of 2,000; --epochs trains and prints wall time and accuracy. Both print one line of results.
The environment is the one that bench/peers/run.sh --with torch makes.
"""
import argparse
import os
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import data

BATCH = 2000
EPOCHS, WHITENING_EPOCHS = 8, 3
STEPS = data.TRAINING // BATCH
BIAS_RATE, HEAD_RATE, FILTER_RATE = 0.053, 0.67, 0.24
DECAY = 2e-6 * BATCH
MEAN, DEVIATION = (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)
FOLDER = Path(__file__).resolve().parent.parent / "target" / "peers" / "data"


class Filters(nn.Conv2d):
    """A convolution without bias whose first filters hand their inputs on."""

    def __init__(self, channels, filters):
        super().__init__(channels, filters, 3, padding=1, bias=False)
        # PyTorch's own initial values: uniform, with the bound 1 / sqrt(inputs).
        nn.init.dirac_(self.weight.data[:channels])


class Norm(nn.BatchNorm2d):
    """Batch normalisation without scale; 0.4 of each new moment."""

    def __init__(self, channels):
        super().__init__(channels, eps=1e-12, momentum=0.4)
        self.weight.requires_grad = False


def group(channels, filters):
    return nn.Sequential(Filters(channels, filters), nn.MaxPool2d(2), Norm(filters), nn.GELU(),
                         Filters(filters, filters), Norm(filters), nn.GELU())


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.whitening = nn.Conv2d(3, 24, 2)
        self.whitening.weight.requires_grad = False
        nn.init.zeros_(self.whitening.bias)
        self.body = nn.Sequential(nn.GELU(), group(24, 64), group(64, 256), group(256, 256), nn.MaxPool2d(3))
        self.head = nn.Linear(256, 10, bias=False)
        self.head.weight.data /= self.head.weight.data.std()

    def whiten(self, images, epsilon=5e-4):
        """Sets the first filters to the eigenvectors of the patches of images, and to their negatives."""
        patches = F.unfold(images, 2).transpose(1, 2).reshape(-1, 12)
        values, vectors = torch.linalg.eigh(patches.T @ patches / len(patches))
        filters = (vectors / torch.sqrt(values + epsilon)).T.reshape(12, 3, 2, 2)
        self.whitening.weight.data[:] = torch.cat((filters, -filters))

    def forward(self, x):
        features = self.body(self.whitening(x)).flatten(1)
        return self.head(features) / features.shape[1]


def orthogonalised(gradient):
    """Three Newton-Schulz steps of degree five towards the nearest matrix whose singular values are one."""
    x = gradient / (gradient.norm() + 1e-7)
    if tall := x.shape[0] > x.shape[1]:
        x = x.T
    for _ in range(3):
        square = x @ x.T
        x = 3.4445 * x + (-4.775 * square + 2.0315 * square @ square) @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """Nesterov momentum whose direction is orthogonalised; filters keep the norm sqrt(filters)."""

    def __init__(self, filters):
        super().__init__(filters, {"lr": FILTER_RATE})

    @torch.no_grad()
    def step(self):
        for parameters in self.param_groups:
            for w in parameters["params"]:
                momentum = self.state[w].get("momentum", 0) * 0.6 + w.grad
                self.state[w]["momentum"] = momentum
                direction = w.grad.add(momentum, alpha=0.6)
                w.mul_(len(w) ** 0.5 / w.norm())
                step = orthogonalised(direction.reshape(len(w), -1)).reshape(w.shape)
                w.add_(step, alpha=-parameters["lr"])


class Training:
    """The network with its optimisers; a step at a time."""

    def __init__(self, images, compiled):
        self.network = Network().to(memory_format=torch.channels_last)
        self.network.whiten(images)
        weights = dict(self.network.named_parameters())
        filters = [w for w in weights.values() if w.ndim == 4 and w.requires_grad]
        biases = [w for name, w in weights.items() if name.startswith("body") and w.ndim == 1 and w.requires_grad]
        groups = [(self.network.whitening.bias, BIAS_RATE), (biases, BIAS_RATE), (self.network.head.weight, HEAD_RATE)]
        # PyTorch multiplies the decay by the rate; here it is to be the same for all.
        self.sgd = torch.optim.SGD([{"params": w, "lr": rate, "weight_decay": DECAY / rate} for w, rate in groups],
                                   momentum=0.85, nesterov=True, fused=True)
        self.muon = Muon(filters)
        self.groups = self.sgd.param_groups + self.muon.param_groups
        for parameters in self.groups:
            parameters["first"] = parameters["lr"]
        self.forward = torch.compile(self.network) if compiled else self.network

    def step(self, images, labels, step, epochs):
        if step == WHITENING_EPOCHS * STEPS:
            self.network.whitening.bias.requires_grad = False
        loss = F.cross_entropy(self.forward(images), labels, label_smoothing=0.2, reduction="sum")
        for i, parameters in enumerate(self.groups):
            last = (WHITENING_EPOCHS if i == 0 else epochs) * STEPS
            parameters["lr"] = parameters["first"] * max(0, 1 - step / last)
        loss.backward()
        self.sgd.step()
        self.muon.step()
        self.network.zero_grad(set_to_none=True)
        return loss.detach() / len(labels)


def normalised(pixels):
    """Images [n, 3, 32, 32], channels last in memory, of bytes [n, 32, 32, 3]."""
    x = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255
    return (x - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(DEVIATION).view(3, 1, 1)


def cropped(images, reach=2):
    """Each image shifted at random by up to two pixels, with reflected edges."""
    size = images.shape[-1]
    padded = F.pad(images, (reach,) * 4, "reflect")
    result = torch.empty_like(images)
    shifts = torch.randint(0, 2 * reach + 1, (len(images), 2))
    for dy in range(2 * reach + 1):
        for dx in range(2 * reach + 1):
            chosen = (shifts[:, 0] == dy) & (shifts[:, 1] == dx)
            result[chosen] = padded[chosen, :, dy:dy + size, dx:dx + size]
    return result


def batches(pixels, labels, flips, epoch):
    """The batches of an epoch: each image is flipped in every second one, a random half of them in the first."""
    order = torch.randperm(len(labels))
    for i in range(0, len(labels) - BATCH + 1, BATCH):
        chosen = order[i:i + BATCH]
        images = normalised(pixels[chosen.numpy()])
        flipped = (flips[chosen] ^ (epoch % 2 == 1)).view(-1, 1, 1, 1)
        yield cropped(torch.where(flipped, images.flip(3), images)), labels[chosen]


@torch.no_grad()
def views(network, images):
    """The outputs for the images, and the mean over six views: half of it unshifted, half shifted by a pixel in two directions."""
    def mirrored(x):
        return (network(x) + network(x.flip(3))) / 2
    padded = F.pad(images, (1,) * 4, "reflect")
    shifted = (mirrored(padded[:, :, :32, :32]) + mirrored(padded[:, :, 2:, 2:])) / 2
    return network(images), (mirrored(images) + shifted) / 2


def accuracies(network, pixels, labels):
    """Of single images and of six views."""
    network.eval()
    right = torch.zeros(2)
    for i in range(0, len(labels), BATCH):
        outputs = views(network, normalised(pixels[i:i + BATCH]))
        right += torch.tensor([(o.argmax(1) == labels[i:i + BATCH]).sum() for o in outputs])
    network.train()
    return (right / len(labels)).tolist()


def flops():
    """Multiplications and additions of a training step, an image: three times the forward pass, the frozen filters once."""
    maps = [(31, 24, 64), (15, 64, 64), (15, 64, 256), (7, 256, 256), (7, 256, 256), (3, 256, 256)]
    return 2 * 31 * 31 * 24 * 12 + 3 * (sum(2 * side * side * 9 * a * b for side, a, b in maps) + 2 * 256 * 10)


def measure(training, pixels, labels, flips, steps):
    """Seconds of single steps, after three of warm-up: the median. Preparing the batch is not a part of them."""
    following, times = batches(pixels, labels, flips, 0), []
    for step in range(min(STEPS, steps + 3)):
        images, targets = next(following)
        begin = time.perf_counter()
        training.step(images, targets, step, EPOCHS)
        times.append(time.perf_counter() - begin)
    seconds = statistics.median(times[3:])
    print(f"step={seconds:.3f} s images/s={BATCH / seconds:.0f} GFLOP/s={flops() * BATCH / seconds / 1e9:.0f}")


def train(training, pixels, labels, flips, epochs, test):
    begin = time.perf_counter()
    for epoch in range(epochs):
        for i, (images, targets) in enumerate(batches(pixels, labels, flips, epoch)):
            loss = training.step(images, targets, epoch * STEPS + i, epochs)
        print(f"epoch {epoch + 1}: loss {loss:.4f}, {time.perf_counter() - begin:.0f} s", file=sys.stderr)
    trained = time.perf_counter() - begin
    alone, six = accuracies(training.network, *test)
    print(f"seconds={trained:.1f} with_test={time.perf_counter() - begin:.1f} accuracy={alone:.4f} six_views={six:.4f}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--steps", type=int, metavar="N", help=f"measure so many steps, at most {STEPS - 3}")
    options.add_argument("--epochs", type=int, default=EPOCHS, metavar="N", help=f"train (default {EPOCHS})")
    options.add_argument("--threads", type=int, default=os.cpu_count(), metavar="N")
    options.add_argument("--seed", type=int, default=1, metavar="N")
    options.add_argument("--compile", action="store_true", help="torch.compile, which needs a C++ compiler")
    options.add_argument("--data", type=Path, default=FOLDER, metavar="FOLDER",
                         help="where cifar10.bin is or shall be (default bench/target/peers/data)")
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(given.seed)
    records = data.cifar10(given.data)
    if records is None:
        sys.exit("the recipe needs CIFAR-10")
    pixels = np.ascontiguousarray(records[:, 1:].reshape(-1, 32, 32, 3))
    labels = torch.from_numpy(records[:, 0].astype(np.int64))
    training = Training(normalised(pixels[:5000]), given.compile)
    flips = torch.rand(data.TRAINING) < 0.5
    ours = pixels[:data.TRAINING], labels[:data.TRAINING], flips
    if given.steps:
        measure(training, *ours, given.steps)
    else:
        train(training, *ours, given.epochs, (pixels[data.TRAINING:], labels[data.TRAINING:]))


if __name__ == "__main__":
    main()
