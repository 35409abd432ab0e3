"""TensorFlow through Keras: train|infer MODEL BATCH THREADS FOLDER [STEPS_A_CALL|keras].

The fastest fair way found: a hand-written step in a tf.function over tensors that are ready in memory, without the callbacks
and metrics of Model.fit; oneDNN on, XLA off (slower on processors); for inference a frozen graph, so that TensorFlow can fold
what is constant. With "keras" a step is Keras's own train_on_batch on arrays, which is what a user of Keras calls.
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
import shared_model
import worker


def train_step(model):
    """A function of images and labels that does a step and returns its loss."""
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
    """A step a call, on a batch that is a tensor of its own."""
    step = train_step(model)
    batches = [(tf.constant(x[i:i + batch]), tf.constant(y[i:i + batch])) for i in range(0, len(x), batch)]
    following = itertools.cycle(batches)
    return lambda: step(*next(following))


def training_in_graph(model, x, y, batch, steps):
    """Some steps a call: less of Python's time, but their losses are heard of together."""
    step = train_step(model)
    images, labels = tf.constant(x), tf.constant(y)

    @tf.function(jit_compile=False)
    def run(first):
        total = 0.0
        for i in tf.range(first, first + steps):
            begin = i * batch % len(x)
            total += step(images[begin:begin + batch], labels[begin:begin + batch])
        return total / steps

    following = itertools.count(0, steps)
    return lambda: run(tf.constant(next(following)))


def training_by_keras(model, x, y, batch):
    """train_on_batch: Keras's own step, with its loss but without other metrics."""
    model.compile(keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy")
    following = itertools.cycle([(x[i:i + batch], y[i:i + batch]) for i in range(0, len(x), batch)])
    calls = itertools.count()

    def step():
        # What it returns is the mean loss since the last reset, which is not worth its time at every step.
        if next(calls) % 20 == 0:
            model.reset_metrics()
        return model.train_on_batch(*next(following))

    return step


def inference(model, batch, folder):
    shared_model.set_keras_weights(model, folder)
    spec = tf.TensorSpec((batch, *model.input_shape[1:]))
    traced = tf.function(lambda images: model(images, training=False)).get_concrete_function(spec)
    frozen = convert_variables_to_constants_v2(traced)
    images = shared_model.samples(folder, batch, model.input_shape[1:])
    return lambda: frozen(tf.constant(images))[0].numpy()


def main(work, name, batch, threads, folder, way="1"):
    batch, threads, steps = int(batch), int(threads), 1 if way == "keras" else int(way)
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    keras.utils.set_random_seed(1)
    model = keras_models.MODELS[name]()
    if work == "infer":
        step = inference(model, batch, folder)
    elif way == "keras":
        step = training_by_keras(model, *worker.data(folder), batch)
    elif steps == 1:
        step = training(model, *worker.data(folder), batch)
    else:
        step = training_in_graph(model, *worker.data(folder), batch, steps)
    worker.serve(model.count_params(), batch, step, steps)


if __name__ == "__main__":
    main(*sys.argv[1:])
