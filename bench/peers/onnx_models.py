"""The networks as ONNX files with random weights, in ONNX's own layout (channels before height and width).

Batch normalisation is left as it is: ONNX Runtime folds it into the convolution before it.
"""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8


class Builder:
    """Adds a node after another; each method takes and returns the name of a value."""

    def __init__(self):
        self.random = np.random.default_rng(1)
        self.nodes = []
        self.weights = []
        self.count = 0

    def weight(self, values):
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(values.astype(np.float32), name))
        self.count += values.size
        return name

    def he_normal(self, *shape):
        return self.weight(self.random.normal(size=shape, scale=np.sqrt(2 / np.prod(shape[1:]))))

    def add(self, kind, *inputs, **attributes):
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def conv(self, x, channels, filters, kernel, stride=1, bias=False):
        inputs = [x, self.he_normal(filters, channels, kernel, kernel)]
        if bias:
            inputs.append(self.weight(np.zeros(filters)))
        return self.add("Conv", *inputs, kernel_shape=[kernel] * 2, strides=[stride] * 2, auto_pad="SAME_UPPER")

    def normalized(self, x, channels, filters, kernel, stride):
        x = self.conv(x, channels, filters, kernel, stride)
        parameters = [np.ones(filters), np.zeros(filters), np.zeros(filters), np.ones(filters)]
        return self.add("BatchNormalization", x, *map(self.weight, parameters), epsilon=1e-3)

    def relu(self, x):
        return self.add("Relu", x)

    def dense(self, x, units_in, units):
        return self.add("Gemm", x, self.he_normal(units, units_in), self.weight(np.zeros(units)), transB=1)

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


def tutorial(file, batch):
    b = Builder()
    x = b.relu(b.conv("images", 3, 32, 3, bias=True))
    x = b.relu(b.conv(x, 32, 32, 3, bias=True))
    x = b.add("Flatten", b.add("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2]))
    x = b.dense(b.relu(b.dense(x, 32 * 16 * 16, 128)), 128, 10)
    return b.save(file, x, batch, SHAPES["tutorial"], 10)


def resnet18(file, batch):
    b = Builder()
    x = b.relu(b.normalized("images", 3, 64, 7, 2))
    x = b.add("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER")
    channels = 64
    for stage in range(4):
        for block in range(2):
            narrows = stage > 0 and block == 0
            filters, stride = 64 << stage, 2 if narrows else 1
            y = b.relu(b.normalized(x, channels, filters, 3, stride))
            y = b.normalized(y, filters, filters, 3, 1)
            shortcut = b.normalized(x, channels, filters, 1, stride) if narrows else x
            x = b.relu(b.add("Add", y, shortcut))
            channels = filters
    x = b.add("Flatten", b.add("GlobalAveragePool", x))
    return b.save(file, b.dense(x, 512, 1000), batch, SHAPES["resnet18"], 1000)


SHAPES = {"tutorial": (3, 32, 32), "resnet18": (3, 224, 224)}
MODELS = {"tutorial": tutorial, "resnet18": resnet18}
