"""PyTorch: train MODEL BATCH THREADS FOLDER. Channels last, fused Adam, eager (torch.compile needs a C++ compiler)."""
import itertools
import sys

import torch
from torch import nn
from torch.nn import functional as F

import worker
from blocks import MOBILENET_GROUPS


def conv(channels, filters, kernel, stride=1, bias=False):
    layer = nn.Conv2d(channels, filters, kernel, stride, padding=kernel // 2, bias=bias)
    nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    return layer


def normalized(channels, filters, kernel, stride):
    # Keras's momentum of 0.99 is 0.01 here.
    return nn.Sequential(conv(channels, filters, kernel, stride), nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01))


class Block(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.first = normalized(channels, filters, 3, stride)
        self.second = normalized(filters, filters, 3, 1)
        self.shortcut = normalized(channels, filters, 1, stride) if stride > 1 else nn.Identity()

    def forward(self, x):
        return F.relu(self.second(F.relu(self.first(x))) + self.shortcut(x))


def tutorial():
    return nn.Sequential(
        conv(3, 32, 3, bias=True), nn.ReLU(), conv(32, 32, 3, bias=True), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.5),
        nn.Flatten(), nn.Linear(32 * 16 * 16, 128), nn.ReLU(), nn.Linear(128, 10))


def vgg_small():
    layers, channels = [], 3
    for filters in (64, 128, 256):
        for _ in range(2):
            layers += [normalized(channels, filters, 3, 1), nn.ReLU()]
            channels = filters
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(256 * 4 * 4, 10))


def resnet(blocks):
    layers, channels = [normalized(3, 16, 3, 1), nn.ReLU()], 16
    for stage in range(3):
        for block in range(blocks):
            layers.append(Block(channels, 16 << stage, 2 if stage > 0 and block == 0 else 1))
            channels = 16 << stage
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def mobile_normalized(channels, filters, kernel, stride=1, groups=1):
    layer = nn.Conv2d(channels, filters, kernel, stride, padding=kernel // 2, bias=False, groups=groups)
    nn.init.xavier_uniform_(layer.weight)
    return [layer, nn.BatchNorm2d(filters, eps=1e-3, momentum=0.001)]


class InvertedResidual(nn.Module):
    def __init__(self, channels, filters, expansion, stride):
        super().__init__()
        wide = channels * expansion
        widened = [] if expansion == 1 else mobile_normalized(channels, wide, 1) + [nn.ReLU6()]
        self.body = nn.Sequential(
            *widened, *mobile_normalized(wide, wide, 3, stride, wide), nn.ReLU6(), *mobile_normalized(wide, filters, 1))
        self.added = stride == 1 and channels == filters

    def forward(self, x):
        return x + self.body(x) if self.added else self.body(x)


def mobilenet_v2_small():
    """For images of 32 x 32: the first two strides are 1."""
    layers, channels = mobile_normalized(3, 32, 3) + [nn.ReLU6()], 32
    for group, (expansion, filters, blocks, first) in enumerate(MOBILENET_GROUPS):
        for block in range(blocks):
            layers.append(InvertedResidual(channels, filters, expansion, 1 if block or group == 1 else first))
            channels = filters
    layers += mobile_normalized(channels, 1280, 1) + [nn.ReLU6(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(1280, 10)]
    return nn.Sequential(*layers)


MODELS = {"tutorial": tutorial, "vgg_small": vgg_small, "resnet20": lambda: resnet(3), "resnet56": lambda: resnet(9),
          "mobilenet_v2_small": mobilenet_v2_small}


def count(model):
    """Weights as Keras counts them: moving averages are weights, the number of steps is none."""
    return sum(t.numel() for name, t in model.state_dict().items() if not name.endswith("num_batches_tracked"))


def main(work, name, batch, threads, folder):
    batch = int(batch)
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    model = MODELS[name]().to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3, eps=1e-7, fused=True)
    x, y = worker.data(folder)
    x = torch.from_numpy(x).permute(0, 3, 1, 2)  # channels last in memory
    y = torch.from_numpy(y).long()
    following = itertools.cycle([(x[i:i + batch], y[i:i + batch]) for i in range(0, len(x), batch)])

    def step():
        images, labels = next(following)
        loss = F.cross_entropy(model(images), labels)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        return loss.detach()

    worker.serve(count(model), batch, step)


if __name__ == "__main__":
    main(*sys.argv[1:])
