"""The inverted residual blocks of MobileNetV2 and EfficientNet-B0, as their papers list them."""

# Of each group of blocks: expansion, filters, blocks, stride of the first; arXiv:1801.04381, table 2.
MOBILENET_GROUPS = [
    (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]

# And the kernel; arXiv:1905.11946, table 1.
EFFICIENTNET_GROUPS = [
    (1, 16, 1, 1, 3), (6, 24, 2, 2, 3), (6, 40, 2, 2, 5), (6, 80, 3, 2, 3), (6, 112, 3, 1, 5), (6, 192, 4, 2, 5),
    (6, 320, 1, 1, 3)]
