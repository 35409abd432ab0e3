"""The networks of io.fovea.bench.models in Keras: the same layers, so as many weights."""
import keras
from keras import layers as L


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


def resnet20():
    inputs = keras.Input((32, 32, 3))
    x = stages(L.ReLU()(normalized(inputs, 16, 3, 1)), 16, 3, 3)
    return keras.Model(inputs, L.Dense(10, activation="softmax")(L.GlobalAveragePooling2D()(x)))


def resnet18():
    inputs = keras.Input((224, 224, 3))
    x = L.MaxPooling2D(3, 2, padding="same")(L.ReLU()(normalized(inputs, 64, 7, 2)))
    x = stages(x, 64, 4, 2)
    return keras.Model(inputs, L.Dense(1000, activation="softmax")(L.GlobalAveragePooling2D()(x)))


MODELS = {"tutorial": tutorial, "vgg_small": vgg_small, "resnet20": resnet20, "resnet18": resnet18}
