"""What is compared."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Workload:
    """work: train or infer; learn: steps after which the losses are compared, 0 for an inference."""

    work: str
    model: str
    batch: int
    learn: int
    peers: tuple

    @property
    def name(self):
        return f"{self.work} {self.model} batch {self.batch}"


def training(model, batch, learn, peers=("TensorFlow", "PyTorch")):
    return Workload("train", model, batch, learn, peers)


def inference(model, batch):
    return Workload("infer", model, batch, 0, ("ONNX Runtime", "TensorFlow"))


# Where a step is short, what is around it counts.
SMALL_STEPS = ("TensorFlow", "TensorFlow, 20 steps a call", "TensorFlow, train_on_batch", "PyTorch")

# No learning is longer than an epoch of data.SAMPLES.
WORKLOADS = [
    training("tutorial", 10, 1000, SMALL_STEPS), training("tutorial", 32, 400, SMALL_STEPS), training("tutorial", 128, 100, ("TensorFlow", "TensorFlow, train_on_batch", "PyTorch")),
    training("vgg_small", 128, 60), training("resnet20", 128, 60), training("resnet56", 128, 60), training("mobilenet_v2_small", 128, 60),
    inference("tutorial", 1), inference("tutorial", 32), inference("tutorial", 1000),
    inference("resnet18", 1), inference("resnet18", 8), inference("mobilenet_v2", 1), inference("mobilenet_v2", 8),
    inference("efficientnet_b0", 1), inference("efficientnet_b0", 8),
]
