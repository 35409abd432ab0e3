"""The networks of io.fovea.bench.models in Keras: the same layers, so as many weights."""
import keras
from keras import layers as L

from blocks import EFFICIENTNET_GROUPS, MOBILENET_GROUPS


def tutorial():
    return keras.Sequential([
        keras.Input((32, 32, 3)),
        L.Conv2D(32, 3, padding="same", activation="relu"),
        L.Conv2D(32, 3, padding="same", activation="relu"),
        L.MaxPooling2D(2),
        L.Dropout(0.5),
        L.Flatten(),
        L.Dense(128, activation="relu"),
        L.Dense(10, activation="softmax")])


def vgg_small():
    model = keras.Sequential([keras.Input((32, 32, 3))])
    for filters in (64, 128, 256):
        for _ in range(2):
            model.add(L.Conv2D(filters, 3, padding="same", use_bias=False))
            model.add(L.BatchNormalization())
            model.add(L.ReLU())
        model.add(L.MaxPooling2D(2))
    model.add(L.Flatten())
    model.add(L.Dense(10, activation="softmax"))
    return model


def normalized(x, filters, kernel, stride):
    x = L.Conv2D(filters, kernel, stride, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
    return L.BatchNormalization()(x)


def stages(x, filters, stage_count, block_count):
    for stage in range(stage_count):
        for block in range(block_count):
            narrows = stage > 0 and block == 0
            width, stride = filters << stage, 2 if narrows else 1
            y = L.ReLU()(normalized(x, width, 3, stride))
            y = normalized(y, width, 3, 1)
            shortcut = normalized(x, width, 1, stride) if narrows else x
            x = L.ReLU()(L.Add()([y, shortcut]))
    return x


def cifar_resnet(blocks):
    inputs = keras.Input((32, 32, 3))
    x = stages(L.ReLU()(normalized(inputs, 16, 3, 1)), 16, 3, blocks)
    return keras.Model(inputs, L.Dense(10, activation="softmax")(L.GlobalAveragePooling2D()(x)))


def resnet18():
    inputs = keras.Input((224, 224, 3))
    x = L.MaxPooling2D(3, 2, padding="same")(L.ReLU()(normalized(inputs, 64, 7, 2)))
    x = stages(x, 64, 4, 2)
    return keras.Model(inputs, L.Dense(1000, activation="softmax")(L.GlobalAveragePooling2D()(x)))


def activated(x, activation, momentum=0.99):
    return L.Activation(activation)(L.BatchNormalization(momentum=momentum)(x))


def mobilenet_v2(size=224, classes=1000):
    small = size < 96
    inputs = keras.Input((size, size, 3))
    x = L.Conv2D(32, 3, 1 if small else 2, padding="same", use_bias=False)(inputs)
    x = activated(x, "relu6", 0.999)
    channels = 32
    for group, (expansion, filters, blocks, first) in enumerate(MOBILENET_GROUPS):
        for block in range(blocks):
            stride = 1 if block or small and group == 1 else first
            y = x
            if expansion > 1:
                y = L.Conv2D(channels * expansion, 1, padding="same", use_bias=False)(y)
                y = activated(y, "relu6", 0.999)
            y = L.DepthwiseConv2D(3, stride, padding="same", use_bias=False)(y)
            y = activated(y, "relu6", 0.999)
            y = L.BatchNormalization(momentum=0.999)(L.Conv2D(filters, 1, use_bias=False)(y))
            x = L.Add()([x, y]) if stride == 1 and channels == filters else y
            channels = filters
    x = activated(L.Conv2D(1280, 1, use_bias=False)(x), "relu6", 0.999)
    return keras.Model(inputs, L.Dense(classes, activation="softmax")(L.GlobalAveragePooling2D()(x)))


def mobilenet_v2_small():
    return mobilenet_v2(32, 10)


def efficientnet_b0():
    """For inference: without stochastic depth."""
    inputs = keras.Input((224, 224, 3))
    x = activated(L.Conv2D(32, 3, 2, padding="same", use_bias=False)(inputs), "silu")
    channels = 32
    for expansion, filters, blocks, first, kernel in EFFICIENTNET_GROUPS:
        for block in range(blocks):
            stride, wide = 1 if block else first, channels * expansion
            y = x
            if expansion > 1:
                y = activated(L.Conv2D(wide, 1, use_bias=False)(y), "silu")
            y = activated(L.DepthwiseConv2D(kernel, stride, padding="same", use_bias=False)(y), "silu")
            gate = L.Conv2D(channels // 4, 1, activation="silu")(L.GlobalAveragePooling2D(keepdims=True)(y))
            y = L.Multiply()([y, L.Conv2D(wide, 1, activation="sigmoid")(gate)])
            y = L.BatchNormalization()(L.Conv2D(filters, 1, use_bias=False)(y))
            x = L.Add()([y, x]) if stride == 1 and channels == filters else y
            channels = filters
    x = activated(L.Conv2D(1280, 1, use_bias=False)(x), "silu")
    return keras.Model(inputs, L.Dense(1000, activation="softmax")(L.GlobalAveragePooling2D()(x)))


MODELS = {
    "tutorial": tutorial, "vgg_small": vgg_small, "resnet20": lambda: cifar_resnet(3), "resnet18": resnet18,
    "resnet56": lambda: cifar_resnet(9), "mobilenet_v2": mobilenet_v2, "mobilenet_v2_small": mobilenet_v2_small,
    "efficientnet_b0": efficientnet_b0}
