"""TensorFlow through Keras: train|infer MODEL BATCH THREADS FOLDER.

The fastest fair way found: a hand-written step in a tf.function over tensors that are ready in memory, without the callbacks
and metrics of Model.fit; oneDNN on, XLA off (slower on processors); for inference a frozen graph, so that TensorFlow can fold
what is constant.
"""
import itertools
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

import keras_models
import worker


def train_step(model):
    """A function of pictures and labels that does a step and returns its loss."""
    optimizer = keras.optimizers.Adam(1e-3)
    optimizer.build(model.trainable_variables)
    crossentropy = keras.losses.SparseCategoricalCrossentropy()

    @tf.function(jit_compile=False)
    def step(images, labels):
        with tf.GradientTape() as tape:
            loss = crossentropy(labels, model(images, training=True))
        optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
        return loss

    return step


def training(model, x, y, batch):
    step = train_step(model)
    batches = [(tf.constant(x[i:i + batch]), tf.constant(y[i:i + batch])) for i in range(0, len(x), batch)]
    following = itertools.cycle(batches)
    return lambda: step(*next(following))


def inference(model, batch):
    spec = tf.TensorSpec((batch, *model.input_shape[1:]))
    traced = tf.function(lambda images: model(images, training=False)).get_concrete_function(spec)
    frozen = convert_variables_to_constants_v2(traced)
    images = worker.noise(batch, model.input_shape[1:])
    return lambda: frozen(tf.constant(images))[0].numpy()


def main(work, name, batch, threads, folder):
    batch, threads = int(batch), int(threads)
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    keras.utils.set_random_seed(1)
    model = keras_models.MODELS[name]()
    if work == "train":
        step = training(model, *worker.data(folder), batch)
    else:
        step = inference(model, batch)
    worker.serve(model.count_params(), batch, step)


if __name__ == "__main__":
    main(*sys.argv[1:])
