"""Processes that work when told: ours and the peers'."""
import array
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# What the launcher of the fovea command sets, and the heap that the images need.
JAVA_FLAGS = ["-Djava.awt.headless=true", "-XX:+UseSerialGC", "-Xmx1g", "--add-modules", "jdk.incubator.vector",
              "--enable-native-access=ALL-UNNAMED"]
OURS = "Fovea"
# Each peer's program, and its arguments after those that all have.
PROGRAMS = {
    "TensorFlow": ("peer_tensorflow.py",),
    "TensorFlow, 20 steps a call": ("peer_tensorflow.py", "20"),
    "TensorFlow, train_on_batch": ("peer_tensorflow.py", "keras"),
    "ONNX Runtime": ("peer_onnxruntime.py",),
    "PyTorch": ("peer_torch.py",),
}


class Failed(Exception):
    """A process answered with something else than was asked for, or ended."""


def java(main_class, *arguments):
    """The command line of one of our programs."""
    home = os.environ["FOVEA_JAVA_HOME"]
    classes = str(ROOT / "bench" / "target" / "lib" / "*")
    return [f"{home}/bin/java", *JAVA_FLAGS, "-cp", classes, f"io.fovea.bench.peers.{main_class}", *arguments]


def peer(name, arguments):
    """The command line of a peer's program."""
    program, *more = PROGRAMS[name]
    return [sys.executable, str(HERE / program), *arguments, *more]


class System:
    """One of the systems that are compared, at one workload; stays alive through all rounds."""

    def __init__(self, name, workload, threads, folder):
        self.name = name
        arguments = [workload.work, workload.model, str(workload.batch), str(threads), str(folder)]
        command = java("Worker", *arguments) if name == OURS else peer(name, arguments)
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
        self.log = open(folder / f"{''.join(filter(str.isalnum, name))}.log", "w+")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True, env=environment)
        self.facts = dict(fact.split("=") for fact in self._answer("ready"))

    def loss_after(self, steps):
        """Mean loss of the second half of the first steps."""
        return float(self._ask(f"learn {steps}", "loss")[0])

    def outputs(self, folder):
        """What an inference makes of the shared samples, as floats."""
        file = (folder / "outputs.f32").resolve()
        count = int(self._ask(f"outputs {file}", "outputs")[0])
        values = array.array("f")
        with open(file, "rb") as stream:
            values.fromfile(stream, count)
        if sys.byteorder == "big":
            values.byteswap()
        return values

    def rate(self, seconds):
        """Samples a second."""
        return float(self._ask(f"run {seconds}", "rate")[0])

    def peak(self):
        """Operations a second that the machine can do at best; ours only."""
        return float(self._ask("peak", "peak")[0])

    def processor_seconds(self):
        """Processor time so far; 0 where the system doesn't tell."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except OSError:
            return 0.0

    def close(self):
        """Ends the process; returns the most memory that it had resident, in bytes."""
        self.process.stdin.close()
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.process.stdout.close()
        self.log.close()
        return peak_bytes(usage)

    def kill(self):
        """Ends the process at once."""
        self.process.kill()
        self.process.wait()

    def _ask(self, order, answer):
        try:
            self.process.stdin.write(order + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # the answer, which is none, says what happened
        return self._answer(answer)

    def _answer(self, expected):
        line = self.process.stdout.readline()
        words = line.split()
        if not words or words[0] != expected:
            self.log.seek(0)
            raise Failed(f"{self.name} answered {line.strip() or 'nothing'!r} instead of {expected!r}; its errors end with:\n"
                         + "".join(self.log.readlines()[-15:]))
        return words[1:]


def machine_seconds():
    """Processor time that all processes have used, and that a hypervisor gave to others; 0 where it isn't told."""
    try:
        user, nice, kernel, _, _, irq, softirq, stolen, *_ = map(int, Path("/proc/stat").read_text().split()[1:11])
        return (user + nice + kernel + irq + softirq + stolen) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0.0


def peak_bytes(usage):
    """ru_maxrss is in KiB, on macOS in bytes."""
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
