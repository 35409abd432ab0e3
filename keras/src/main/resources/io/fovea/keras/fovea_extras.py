"""Layers of Fovea that Keras does not have. Import this file before keras.models.load_model; works with every backend of Keras 3."""
import keras
from keras import ops

register = keras.saving.register_keras_serializable(package="fovea")


@register
class Maxout(keras.layers.Layer):
    """Each unit is the greatest of `pieces` linear functions of the input (arXiv:1302.4389)."""

    def __init__(self, units, pieces, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros", **kwargs):
        super().__init__(**kwargs)
        self.units, self.pieces, self.use_bias = units, pieces, use_bias
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.bias_initializer = keras.initializers.get(bias_initializer)

    def build(self, input_shape):
        self.kernel = self.add_weight(
            name="kernel", shape=(input_shape[-1], self.units * self.pieces), initializer=self.kernel_initializer)
        if self.use_bias:
            self.bias = self.add_weight(name="bias", shape=(self.units * self.pieces,), initializer=self.bias_initializer)

    def call(self, x):
        y = ops.matmul(x, self.kernel)
        if self.use_bias:
            y = y + self.bias
        return ops.max(ops.reshape(y, (-1,) + tuple(x.shape[1:-1]) + (self.pieces, self.units)), axis=-2)

    def compute_output_shape(self, input_shape):
        return tuple(input_shape[:-1]) + (self.units,)

    def get_config(self):
        return {**super().get_config(), "units": self.units, "pieces": self.pieces, "use_bias": self.use_bias,
                "kernel_initializer": keras.initializers.serialize(self.kernel_initializer),
                "bias_initializer": keras.initializers.serialize(self.bias_initializer)}


@register
class SumPooling2D(keras.layers.Layer):
    """The sum of each window; at an edge, with padding "same", of the pixels that there are."""

    def __init__(self, pool_size=2, strides=None, padding="valid", data_format="channels_last", **kwargs):
        super().__init__(**kwargs)
        self.pool_size = (pool_size, pool_size) if isinstance(pool_size, int) else tuple(pool_size)
        self.strides = self.pool_size if strides is None else (strides, strides) if isinstance(strides, int) else tuple(strides)
        self.padding = padding
        self.average = keras.layers.AveragePooling2D(self.pool_size, self.strides, padding, "channels_last")

    def call(self, x):
        channels = x.shape[-1]
        ones = ops.ones(self.pool_size + (channels, 1), dtype=x.dtype)
        return ops.depthwise_conv(x, ones, strides=self.strides, padding=self.padding, data_format="channels_last")

    def compute_output_shape(self, input_shape):
        return self.average.compute_output_shape(input_shape)

    def get_config(self):
        return {**super().get_config(), "pool_size": list(self.pool_size), "strides": list(self.strides),
                "padding": self.padding, "data_format": "channels_last"}


@register
class GlobalSumPooling2D(keras.layers.Layer):
    """The sum of each channel over the whole feature map."""

    def __init__(self, keepdims=False, data_format="channels_last", **kwargs):
        super().__init__(**kwargs)
        self.keepdims = keepdims

    def call(self, x):
        return ops.sum(x, axis=(1, 2), keepdims=self.keepdims)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], 1, 1, input_shape[3]) if self.keepdims else (input_shape[0], input_shape[3])

    def get_config(self):
        return {**super().get_config(), "keepdims": self.keepdims, "data_format": "channels_last"}


class _InTraining(keras.layers.Layer):
    """Changes images at random in training only."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seed_generator = keras.random.SeedGenerator()

    def compute_output_shape(self, input_shape):
        return input_shape

    def whole_numbers(self, images, low, high):
        return keras.random.randint((ops.shape(images)[0],), low, high, seed=self.seed_generator)


@register
class AlternatingFlip(_InTraining):
    """Swaps left and right of half of the images. Fovea does it in every second epoch of an image (arXiv:2404.00498); a layer of
    Keras does not know the epoch, so here each time is drawn anew."""

    def call(self, x, training=False):
        if not training:
            return x
        return ops.where(ops.reshape(self.whole_numbers(x, 0, 2), (-1, 1, 1, 1)) == 1, ops.flip(x, axis=2), x)


@register
class Cutout(_InTraining):
    """Puts a square over each image, its middle anywhere in it (arXiv:1708.04552)."""

    def __init__(self, size, fill_value=0.0, **kwargs):
        super().__init__(**kwargs)
        self.size, self.fill_value = size, fill_value

    def call(self, x, training=False):
        if not training:
            return x
        rows = self.covered(x, x.shape[1])
        columns = self.covered(x, x.shape[2])
        hole = ops.logical_and(rows[:, :, None, None], columns[:, None, :, None])
        return ops.where(hole, ops.cast(self.fill_value, x.dtype), x)

    def covered(self, x, length):
        first = self.whole_numbers(x, 0, length)[:, None] - self.size // 2
        places = ops.arange(length, dtype="int32")[None, :]
        return ops.logical_and(places >= first, places < first + self.size)

    def get_config(self):
        return {**super().get_config(), "size": self.size, "fill_value": self.fill_value}


@register
class PaddedRandomCrop(_InTraining):
    """A part of each image at a random place after `padding` pixels were added on each side. At inference the image as it is, or
    resized with its sides cut where it has another size."""

    def __init__(self, height, width, padding, edges="zeros", **kwargs):
        super().__init__(**kwargs)
        self.height, self.width, self.padding, self.edges = height, width, padding, edges

    def call(self, x, training=False):
        p = self.padding
        if not training or x.shape[1] + 2 * p < self.height or x.shape[2] + 2 * p < self.width:
            if (x.shape[1], x.shape[2]) == (self.height, self.width):
                return x
            return ops.image.resize(x, (self.height, self.width), crop_to_aspect_ratio=True, data_format="channels_last")
        mode = {"zeros": "constant", "reflect": "reflect"}[self.edges]
        x = ops.pad(x, ((0, 0), (p, p), (p, p), (0, 0)), mode=mode)
        x = ops.einsum("nhH,nHWc->nhWc", self.chosen(x, self.height, x.shape[1]), x)
        return ops.einsum("nwW,nhWc->nhwc", self.chosen(x, self.width, x.shape[2]), x)

    def chosen(self, x, count, length):
        first = self.whole_numbers(x, 0, length - count + 1)[:, None]
        return ops.one_hot(first + ops.arange(count, dtype="int32")[None, :], length, dtype=x.dtype)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], self.height, self.width, input_shape[3])

    def get_config(self):
        return {**super().get_config(), "height": self.height, "width": self.width, "padding": self.padding,
                "edges": self.edges}


@register
class Grouped(keras.optimizers.Optimizer):
    """Optimizers for groups of weights, which Keras can't go on with."""

    @classmethod
    def from_config(cls, config, custom_objects=None):
        raise NotImplementedError(
            "this model was compiled in Fovea with an optimizer for each of several groups of weights, which Keras does not have: "
            "load it with compile=False, then compile it anew")
