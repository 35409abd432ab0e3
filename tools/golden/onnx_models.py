"""Writes small networks with PyTorch's exporters, with inputs and the outputs that PyTorch computes.

    python tools/golden/onnx_models.py onnx/src/test/resources/golden

Needs torch and onnx (onnxscript for the newer exporter). Each network is written by the older exporter (NAME.ts.onnx), and by
the newer one (NAME.dynamo.onnx) where that is installed. NAME.in and NAME.out are floats, little-endian, channels first.
"""
import pathlib
import sys
import warnings

import onnx
import torch
from torch import nn
from torch.nn import functional as F


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.one = nn.Sequential(nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels))
        self.two = nn.Sequential(nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        return F.relu(x + self.two(F.relu(self.one(x))))


class SqueezeExcitation(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.squeeze = nn.Conv2d(channels, 4, 1)
        self.excite = nn.Conv2d(4, channels, 1)

    def forward(self, x):
        return x * torch.sigmoid(self.excite(F.silu(self.squeeze(self.pool(x)))))


class View(nn.Module):
    def forward(self, x):
        return x.view(x.size(0), -1)


class Mean(nn.Module):
    def forward(self, x):
        return x.mean([2, 3])


class Shuffle(nn.Module):
    def forward(self, x):
        n, c, h, w = x.shape
        return x.view(n, 2, c // 2, h, w).transpose(1, 2).reshape(n, c, h, w)


class Block(nn.Module):
    """The block of ConvNeXt."""

    def __init__(self, channels):
        super().__init__()
        self.depthwise = nn.Conv2d(channels, channels, 7, padding=3, groups=channels)
        self.norm = nn.LayerNorm(channels, eps=1e-6)
        self.wide = nn.Linear(channels, 2 * channels)
        self.narrow = nn.Linear(2 * channels, channels)
        self.scale = nn.Parameter(torch.full((channels,), 0.5))

    def forward(self, x):
        y = self.depthwise(x).permute(0, 2, 3, 1)
        y = self.scale * self.narrow(F.gelu(self.wide(self.norm(y))))
        return x + y.permute(0, 3, 1, 2)


class Dense(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Sequential(nn.BatchNorm2d(channels), nn.ReLU(), nn.Conv2d(channels, 4, 3, padding=1))

    def forward(self, x):
        return torch.cat([x, self.conv(x)], 1)


class Scale(nn.Module):
    def forward(self, x):
        mean = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
        deviation = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
        return (x - mean) / deviation


class Split(nn.Module):
    def forward(self, x):
        a, b = x.chunk(2, 1)
        return F.pad(a * torch.sigmoid(b), (1, 0, 0, 2))[:, :, 1:, :-1]


def networks():
    return {
        "plain": nn.Sequential(
            nn.Conv2d(3, 6, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU(), nn.MaxPool2d(3, 2, 1),
            nn.Conv2d(6, 4, 3, padding=1), nn.LeakyReLU(0.1), nn.Flatten(), nn.Dropout(), nn.Linear(36, 5),
            nn.Softmax(1)),
        "residual": nn.Sequential(
            nn.Conv2d(3, 6, 3, padding=1), Residual(6), nn.AvgPool2d(2), Residual(6), nn.AdaptiveAvgPool2d(1),
            nn.Flatten(1), nn.Linear(6, 4)),
        "mobile": nn.Sequential(
            nn.Conv2d(3, 8, 3, stride=2, padding=1), nn.ReLU6(), nn.Conv2d(8, 8, 3, padding=1, groups=8),
            nn.Hardswish(), SqueezeExcitation(8), nn.Conv2d(8, 4, 1), nn.Hardsigmoid(), Mean(), nn.Linear(4, 3)),
        "groups": nn.Sequential(
            nn.Conv2d(3, 8, 3, padding=2, dilation=2), nn.GroupNorm(2, 8), nn.ELU(), nn.Conv2d(8, 8, 3, groups=4),
            Shuffle(), nn.InstanceNorm2d(8, affine=True), nn.PReLU(8), nn.MaxPool2d(2, ceil_mode=True), View(),
            nn.Linear(200, 3), nn.LogSoftmax(1)),
        "up": nn.Sequential(
            nn.Conv2d(3, 4, 3, stride=2, padding=1), nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1),
            nn.Tanh(), nn.Upsample(scale_factor=2, mode="nearest"), nn.Conv2d(6, 3, 3, stride=2), nn.Softplus(),
            nn.Upsample(size=(16, 15), mode="bilinear", align_corners=False), nn.AvgPool2d(3, 2, 1), nn.Mish()),
        "convnext": nn.Sequential(nn.Conv2d(3, 8, 4, stride=4), Block(8), Mean(), nn.LayerNorm(8), nn.Linear(8, 3)),
        "dense": nn.Sequential(
            Scale(), nn.Conv2d(3, 4, 3, padding=1), Dense(4), Dense(8), nn.AvgPool2d(2, 2), Split(),
            nn.AvgPool2d(3, 1, 1, count_include_pad=False), nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(6, 2)),
    }


def strip(file):
    """Leaves out where the script lies, and what else differs from one machine to the next."""
    model = onnx.load(file)
    for part in [model.graph, *model.graph.node, *model.graph.value_info, *model.graph.input, *model.graph.output,
                 *model.graph.initializer]:
        part.doc_string = ""
        del part.metadata_props[:]
    onnx.save(model, file)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")
    for number, (name, network) in enumerate(networks().items()):
        torch.manual_seed(number)
        for parameter in network.parameters():
            parameter.data += 0.1 * torch.randn(parameter.shape)
        for module in network.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.running_mean += 0.2 * torch.randn(module.running_mean.shape)
                module.running_var += torch.rand(module.running_var.shape)
        network.eval()
        x = torch.randn(2, 3, 12, 12)
        with torch.no_grad():
            y = network(x)
        x.numpy().astype("<f4").tofile(folder / (name + ".in"))
        y.numpy().astype("<f4").tofile(folder / (name + ".out"))
        torch.onnx.export(
            network, (x,), str(folder / (name + ".ts.onnx")), dynamo=False, input_names=["image"],
            output_names=["result"], dynamic_axes={"image": {0: "n"}, "result": {0: "n"}}, opset_version=17)
        strip(folder / (name + ".ts.onnx"))
        try:
            import onnxscript  # noqa: F401  what the newer exporter needs
        except ImportError:
            print("onnxscript is missing: nothing of the newer exporter")
            continue
        torch.onnx.export(
            network, (x,), str(folder / (name + ".dynamo.onnx")), dynamo=True, external_data=False,
            input_names=["image"], output_names=["result"])
        strip(folder / (name + ".dynamo.onnx"))


if __name__ == "__main__":
    main()
