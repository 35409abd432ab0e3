"""The peers' side of the conversation with the harness: a line from it, a line back, and no work in between."""
import sys
import time

import numpy as np


def data(folder):
    """The same images and labels that our side reads."""
    return np.load(f"{folder}/x.npy"), np.load(f"{folder}/y.npy")


def serve(weights, batch, step, steps_a_call=1):
    """Answers the harness.

    weights: how many the model has
    batch: samples of a step
    step: does the next step or steps and returns their mean loss; for an inference, the outputs
    steps_a_call: how many steps that is
    """
    say(f"ready weights={weights}")
    for line in sys.stdin:
        verb, _, argument = line.strip().partition(" ")
        if verb == "learn":
            losses = [float(step()) for _ in range(int(argument) // steps_a_call)]
            say(f"loss {np.mean(losses[len(losses) // 2:]):.6f}")
        elif verb == "outputs":
            outputs = np.asarray(step(), "<f4")
            outputs.tofile(argument)
            say(f"outputs {outputs.size}")
        elif verb == "run":
            begin = time.perf_counter()
            end = begin + float(argument)
            calls = 0
            while time.perf_counter() < end:
                step()
                calls += 1
            say(f"rate {calls * steps_a_call * batch / (time.perf_counter() - begin):.3f}")
        else:
            break


def say(line):
    print(line, flush=True)
