"""The networks as ONNX files with our weights, in ONNX's own layout (channels before height and width).

Batch normalisation is left as it is: ONNX Runtime folds it into the convolution before it.
"""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import shared_model
from blocks import EFFICIENTNET_GROUPS, MOBILENET_GROUPS

OPSET = 17
IR_VERSION = 8


class Builder:
    """Adds a node after another; each method takes and returns the name of a value."""

    def __init__(self, folder):
        self.layers = {kind: iter(layers) for kind, layers in shared_model.layers(folder).items()}
        self.nodes = []
        self.weights = []
        self.count = 0

    def weight(self, values):
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))
        self.count += values.size
        return name

    def add(self, kind, *inputs, **attributes):
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def conv(self, x, kernel, stride=1):
        """The next convolution of the model; height and width come first in our kernels, the filters in ONNX's."""
        ours = next(self.layers["Conv2D"])
        inputs = [x, self.weight(ours["kernel"].transpose(3, 2, 0, 1))]
        if "bias" in ours:
            inputs.append(self.weight(ours["bias"]))
        return self.add("Conv", *inputs, kernel_shape=[kernel] * 2, strides=[stride] * 2, auto_pad="SAME_UPPER")

    def normalized(self, x, kernel, stride):
        return self.batch_norm(self.conv(x, kernel, stride))

    def depthwise(self, x, kernel, stride):
        """The next depthwise convolution; our kernels are [height, width, channels, 1]."""
        ours = next(self.layers["DepthwiseConv2D"])["kernel"].transpose(2, 3, 0, 1)
        return self.add(
            "Conv", x, self.weight(ours), kernel_shape=[kernel] * 2, strides=[stride] * 2, auto_pad="SAME_UPPER",
            group=ours.shape[0])

    def batch_norm(self, x):
        ours = next(self.layers["BatchNormalization"])
        parameters = [ours[name] for name in ("gamma", "beta", "moving_mean", "moving_variance")]
        return self.add("BatchNormalization", x, *map(self.weight, parameters), epsilon=1e-3)

    def clip(self, x):
        """Keras's relu6; the ends are no weights."""
        ends = [self.add("Constant", value_float=end) for end in (0.0, 6.0)]
        return self.add("Clip", x, *ends)

    def silu(self, x):
        return self.add("Mul", x, self.add("Sigmoid", x))

    def relu(self, x):
        return self.add("Relu", x)

    def dense(self, x, image=None):
        """The next dense layer; behind a flattened image [h, w, c] its rows are sorted as ONNX flattens: [c, h, w]."""
        ours = next(self.layers["Dense"])
        kernel = ours["kernel"]
        if image:
            kernel = kernel.reshape(*image, -1).transpose(2, 0, 1, 3).reshape(kernel.shape)
        return self.add("Gemm", x, self.weight(kernel.T), self.weight(ours["bias"]), transB=1)

    def save(self, file, x, batch, shape, classes):
        x = self.add("Softmax", x, axis=-1)
        graph = helper.make_graph(
            self.nodes, "model",
            [helper.make_tensor_value_info("images", TensorProto.FLOAT, [batch, *shape])],
            [helper.make_tensor_value_info(x, TensorProto.FLOAT, [batch, classes])], self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        onnx.save(model, file)
        return self.count


def tutorial(file, batch, folder):
    b = Builder(folder)
    x = b.relu(b.conv(b.relu(b.conv("images", 3)), 3))
    x = b.add("Flatten", b.add("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2]))
    x = b.dense(b.relu(b.dense(x, image=(16, 16, 32))))
    return b.save(file, x, batch, SHAPES["tutorial"], 10)


def resnet18(file, batch, folder):
    b = Builder(folder)
    x = b.relu(b.normalized("images", 7, 2))
    x = b.add("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER")
    for stage in range(4):
        for block in range(2):
            narrows = stage > 0 and block == 0
            stride = 2 if narrows else 1
            y = b.relu(b.normalized(x, 3, stride))
            y = b.normalized(y, 3, 1)
            shortcut = b.normalized(x, 1, stride) if narrows else x
            x = b.relu(b.add("Add", y, shortcut))
    x = b.add("Flatten", b.add("GlobalAveragePool", x))
    return b.save(file, b.dense(x), batch, SHAPES["resnet18"], 1000)


def mobilenet_v2(file, batch, folder):
    b = Builder(folder)
    x, channels = b.clip(b.normalized("images", 3, 2)), 32
    for expansion, filters, blocks, first in MOBILENET_GROUPS:
        for block in range(blocks):
            stride = 1 if block else first
            y = x if expansion == 1 else b.clip(b.normalized(x, 1, 1))
            y = b.clip(b.batch_norm(b.depthwise(y, 3, stride)))
            y = b.normalized(y, 1, 1)
            x = b.add("Add", x, y) if stride == 1 and channels == filters else y
            channels = filters
    x = b.add("Flatten", b.add("GlobalAveragePool", b.clip(b.normalized(x, 1, 1))))
    return b.save(file, b.dense(x), batch, SHAPES["mobilenet_v2"], 1000)


def efficientnet_b0(file, batch, folder):
    b = Builder(folder)
    x, channels = b.silu(b.normalized("images", 3, 2)), 32
    for expansion, filters, blocks, first, kernel in EFFICIENTNET_GROUPS:
        for block in range(blocks):
            stride = 1 if block else first
            y = x if expansion == 1 else b.silu(b.normalized(x, 1, 1))
            y = b.silu(b.batch_norm(b.depthwise(y, kernel, stride)))
            gate = b.silu(b.conv(b.add("GlobalAveragePool", y), 1))
            y = b.add("Mul", y, b.add("Sigmoid", b.conv(gate, 1)))
            y = b.normalized(y, 1, 1)
            x = b.add("Add", y, x) if stride == 1 and channels == filters else y
            channels = filters
    x = b.add("Flatten", b.add("GlobalAveragePool", b.silu(b.normalized(x, 1, 1))))
    return b.save(file, b.dense(x), batch, SHAPES["efficientnet_b0"], 1000)


SHAPES = {"tutorial": (3, 32, 32), "resnet18": (3, 224, 224), "mobilenet_v2": (3, 224, 224), "efficientnet_b0": (3, 224, 224)}
MODELS = {"tutorial": tutorial, "resnet18": resnet18, "mobilenet_v2": mobilenet_v2, "efficientnet_b0": efficientnet_b0}
