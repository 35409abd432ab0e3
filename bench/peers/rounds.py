"""One workload: the systems by turns, A B A B ..., each idle while another works."""
import math
import time
from dataclasses import dataclass, field
from statistics import median

import systems

# Losses of two systems may differ by this share of the peer's: their random weights differ. README.md says how it was found.
LOSS_BAND = 0.15
# What guessing one of ten classes costs; a system whose training works is below this share of it.
GUESSING = math.log(10)
LEARNED = 0.95

# Outputs of two systems on the same weights and samples may differ by this share of the peer's greatest: README.md says how it was
# found.
OUTPUT_TOLERANCE = 1e-4


@dataclass
class Result:
    """What was measured of a workload; by system in dictionaries.

    differences: of an inference's outputs from ours, as a share of the peer's greatest output
    spread: how far the outputs of one of our samples lie apart, as a share of the greatest
    strangers: processors that others kept busy meanwhile
    """

    workload: str
    rates: dict = field(default_factory=dict)
    losses: dict = field(default_factory=dict)
    differences: dict = field(default_factory=dict)
    spread: float = 1.0
    weights: dict = field(default_factory=dict)
    resident: dict = field(default_factory=dict)
    flops: int = 0
    peak: float = 0.0
    idle_share: float = 0.0
    strangers: float = 0.0
    problems: list = field(default_factory=list)

    def fastest_first(self):
        """The peers, the fastest first."""
        return sorted(self.peers(), key=self.rate, reverse=True)

    def rate(self, system):
        """Median samples a second."""
        return median(self.rates[system])

    def ratios(self, peer):
        """Ours divided by a peer's, round by round."""
        return [a / b for a, b in zip(self.rates[systems.OURS], self.rates[peer])]

    def share_of_peak(self):
        return self.rate(systems.OURS) * self.flops / self.peak

    def peers(self):
        return [name for name in self.rates if name != systems.OURS]


def measure(workload, peers, options, folder):
    """Runs a workload with those of its peers that are there."""
    result = Result(workload.name)
    all_systems = []
    try:
        for name in (systems.OURS, *(p for p in workload.peers if p in peers)):
            all_systems.append(systems.System(name, workload, options.threads, folder))
        ours = all_systems[0]
        result.flops = int(ours.facts["flops"])
        result.weights = {s.name: int(s.facts["weights"]) for s in all_systems}
        if workload.learn:
            result.losses = {s.name: s.loss_after(workload.learn) for s in all_systems}
        else:
            compare_outputs(result, {s.name: s.outputs(folder) for s in all_systems}, workload.batch)
        for _ in range(options.warmup):
            for system in all_systems:
                system.rate(options.seconds)
        result.peak = ours.peak()
        result.rates = {s.name: [] for s in all_systems}
        begin_all, machine = time.monotonic(), systems.machine_seconds()
        own = sum(s.processor_seconds() for s in all_systems)
        for _ in range(options.rounds):
            for system in all_systems:
                others = [s for s in all_systems if s is not system]
                before, begin = [s.processor_seconds() for s in others], time.monotonic()
                result.rates[system.name].append(system.rate(options.seconds))
                used = [s.processor_seconds() - b for s, b in zip(others, before)]
                result.idle_share = max(result.idle_share, sum(used) / (time.monotonic() - begin))
        own = sum(s.processor_seconds() for s in all_systems) - own
        result.strangers = max(0.0, systems.machine_seconds() - machine - own) / (time.monotonic() - begin_all)
        result.resident = {s.name: s.close() for s in all_systems}
    except BaseException:
        for system in all_systems:
            system.kill()
        raise
    check(result)
    return result


def compare_outputs(result, outputs, batch):
    """Sets how far each peer's outputs are from ours, and how far ours lie apart."""
    ours = outputs[systems.OURS]
    first = ours[:len(ours) // batch]
    result.spread = (max(first) - min(first)) / max(map(abs, first))
    for name, theirs in outputs.items():
        if name != systems.OURS:
            result.differences[name] = difference(ours, theirs)


def difference(ours, theirs):
    """The greatest difference as a share of the greatest output; infinite where the outputs can't be compared."""
    if len(ours) != len(theirs) or not all(map(math.isfinite, theirs)) or not all(map(math.isfinite, ours)):
        return math.inf
    return max(abs(a - b) for a, b in zip(ours, theirs)) / max(map(abs, theirs))


def check(result):
    """Finds what would make a comparison unfair."""
    ours = systems.OURS
    for name, weights in result.weights.items():
        if weights != result.weights[ours]:
            result.problems.append(f"{name} has {weights} weights, {ours} {result.weights[ours]}")
    for name, loss in result.losses.items():
        if not loss < LEARNED * GUESSING:
            result.problems.append(f"{name} did not learn: loss {loss:.3f}, guessing has {GUESSING:.3f}")
        if not abs(loss - result.losses[ours]) <= LOSS_BAND * loss:
            result.problems.append(f"loss {loss:.3f} of {name} is not within {LOSS_BAND:.0%} of {ours}'s "
                                   f"{result.losses[ours]:.3f}")
    for name, distance in result.differences.items():
        if not distance <= OUTPUT_TOLERANCE:
            result.problems.append(f"outputs of {name} differ from {ours}'s by {distance:.1e} of the greatest, "
                                   f"allowed is {OUTPUT_TOLERANCE:.0e}")
    if result.spread < 100 * OUTPUT_TOLERANCE:
        result.problems.append(f"{ours}'s outputs are all alike ({result.spread:.1e} apart): comparing them shows nothing")
    if result.idle_share > 0.05:
        result.problems.append(f"idle systems used {result.idle_share:.0%} of a core while another was measured")
