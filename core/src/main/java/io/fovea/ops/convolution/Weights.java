package io.fovea.ops.convolution;

import io.fovea.ops.WeightLayout;

/** Where the weights lie that a convolution computes with: its own, or such as another operation was folded into. */
record Weights(long address, WeightLayout layout) {}
