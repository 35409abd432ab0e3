"""The tutorial's whole training in TensorFlow: fit|loop EPOCHS THREADS FILE; prints the last validation accuracy.

fit is what a user of Keras writes. loop is the fastest way found: hand-written steps in a tf.function, and the images kept
as bytes, which are made floats batch by batch.
"""
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf

import data
import keras_models
import peer_tensorflow

BATCH = 10
VALIDATION_BATCH = 100


def fit(model, records, epochs):
    x, y = data.images(records)
    train, test = slice(0, data.TRAINING), slice(data.TRAINING, None)
    model.compile(keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy", metrics=["accuracy"],
                  jit_compile=False)
    history = model.fit(x[train], y[train], batch_size=BATCH, epochs=epochs, verbose=0,
                        validation_data=(x[test], y[test]))
    return history.history["val_accuracy"][-1]


def loop(model, records, epochs):
    pixels = records[:, 1:].reshape(-1, 32, 32, 3)
    labels = records[:, 0].astype(np.int32)
    train_step = peer_tensorflow.train_step(model)

    @tf.function(jit_compile=False)
    def step(images, classes):
        return train_step(tf.cast(images, tf.float32) / 255, classes)

    @tf.function(jit_compile=False)
    def right(images, classes):
        best = tf.argmax(model(tf.cast(images, tf.float32) / 255, training=False), 1, tf.int32)
        return tf.reduce_sum(tf.cast(best == classes, tf.int32))

    random = np.random.default_rng(1)
    accuracy = 0.0
    for _ in range(epochs):
        order = random.permutation(data.TRAINING)
        for i in range(0, data.TRAINING, BATCH):
            batch = order[i:i + BATCH]
            step(pixels[batch], labels[batch])
        found = sum(int(right(pixels[i:i + VALIDATION_BATCH], labels[i:i + VALIDATION_BATCH]))
                    for i in range(data.TRAINING, data.TRAINING + data.TEST, VALIDATION_BATCH))
        accuracy = found / data.TEST
    return accuracy


def main(way, epochs, threads, file):
    tf.config.threading.set_intra_op_parallelism_threads(int(threads))
    tf.config.threading.set_inter_op_parallelism_threads(int(threads))
    keras.utils.set_random_seed(1)
    records = np.fromfile(file, np.uint8).reshape(-1, data.RECORD)
    print({"fit": fit, "loop": loop}[way](keras_models.tutorial(), records, int(epochs)))


if __name__ == "__main__":
    main(*sys.argv[1:])
