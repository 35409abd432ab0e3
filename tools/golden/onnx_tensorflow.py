"""Writes small Keras networks with tf2onnx, with inputs and the outputs that TensorFlow computes.

    python3 -m venv target/tf2onnx && target/tf2onnx/bin/pip install tf2onnx==1.17.0 tensorflow-cpu==2.21.0
    target/tf2onnx/bin/python tools/golden/onnx_tensorflow.py onnx/src/test/resources/golden/tensorflow

Each network is written with images as TensorFlow has them (NAME.nhwc.onnx), and with its input channels first (NAME.nchw.onnx).
NAME.in and NAME.out are floats, little-endian, the images channels first. Seed 1.
"""
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy as np
import tensorflow as tf
import tf2onnx

L = keras.layers
keras.utils.set_random_seed(1)
rng = np.random.default_rng(1)
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)


def tutorial(x):
    x = L.Conv2D(4, 3, padding="same", activation="relu")(x)
    x = L.Conv2D(4, 3, activation="relu")(x)
    x = L.Dropout(0.5)(L.MaxPooling2D(2)(x))
    x = L.Dense(8, activation="relu")(L.Flatten()(x))
    return L.Dense(5, activation="softmax")(x)


def residual(x):
    x = L.BatchNormalization()(L.Conv2D(6, 3, strides=2, padding="same", use_bias=False)(L.Rescaling(2.0, -1.0)(x)))
    x = L.Activation("relu")(x)
    y = L.BatchNormalization()(L.Conv2D(6, 3, padding="same", use_bias=False)(x))
    x = L.ReLU()(L.Add()([x, y]))
    x = L.AveragePooling2D(2, padding="same")(x)
    return L.Dense(5, activation="softmax")(L.GlobalAveragePooling2D()(x))


def mobile(x):
    x = L.ReLU(6.0)(L.BatchNormalization()(L.Conv2D(6, 1, use_bias=False)(x)))
    x = L.ZeroPadding2D(((0, 1), (0, 1)))(x)
    x = L.ReLU(6.0)(L.BatchNormalization()(L.DepthwiseConv2D(3, strides=2, use_bias=False)(x)))
    s = L.GlobalAveragePooling2D(keepdims=True)(x)
    s = L.Conv2D(6, 1, activation="sigmoid")(L.Conv2D(3, 1, activation="silu")(s))
    x = L.Multiply()([x, s])
    x = L.Concatenate()([L.SeparableConv2D(4, 3, padding="same")(x), L.LeakyReLU(0.2)(x)])
    return L.Dense(5)(L.GlobalMaxPooling2D()(x))


def decoder(x):
    x = L.Conv2D(6, 3, strides=2, padding="same", activation="elu")(x)
    x = L.Conv2D(6, 3, dilation_rate=2, padding="same", activation="tanh")(x)
    x = L.PReLU(shared_axes=[1, 2])(L.UpSampling2D(2, interpolation="bilinear")(x))
    x = L.Conv2DTranspose(4, 3, padding="same", activation="softplus")(x)
    x = L.LayerNormalization()(L.Cropping2D(1)(x))
    return L.Dense(5, activation="sigmoid")(L.GlobalAveragePooling2D()(x))


def twice(x):
    conv = L.Conv2D(3, 3, padding="same", activation="relu")
    return L.Dense(5)(L.GlobalAveragePooling2D()(conv(conv(x))))


for network in (tutorial, residual, mobile, decoder, twice):
    name = network.__name__
    image = keras.Input((12, 12, 3))
    model = keras.Model(image, network(image))
    for layer in model.layers:
        layer.set_weights([w + 0.1 * rng.normal(size=w.shape).astype("float32") ** 2 for w in layer.get_weights()])
    x = rng.normal(size=(2, 12, 12, 3)).astype("float32")
    signature = (tf.TensorSpec((None, 12, 12, 3), tf.float32, name="image"),)
    function = tf.function(lambda images: model(images, training=False), input_signature=signature)
    for order, first in (("nhwc", None), ("nchw", ["image"])):
        proto, _ = tf2onnx.convert.from_function(
            function, input_signature=signature, opset=18, inputs_as_nchw=first)
        (folder / f"{name}.{order}.onnx").write_bytes(proto.SerializeToString())
        print(name, order, sorted({node.op_type for node in proto.graph.node}))
    x.transpose(0, 3, 1, 2).tofile(folder / f"{name}.in")
    np.asarray(model(x, training=False), "float32").tofile(folder / f"{name}.out")
