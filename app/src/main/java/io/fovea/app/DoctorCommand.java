package io.fovea.app;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

/** {@code fovea doctor}: whether this machine has what Fovea needs. */
@Command(name = "doctor", sortOptions = false,
        description = "Checks whether this machine has what Fovea needs; ends with 1 if something is wrong.")
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<HealthCheck> all = List.of(
                HealthCheck.java(), HealthCheck.vectorApi(), HealthCheck.kernels(), HealthCheck.processors(),
                HealthCheck.heap(),
                HealthCheck.cache(), HealthCheck.temporaryFolder());
        for (HealthCheck checkup : all) {
            terminal.result((checkup.good() ? "ok     " : "wrong  ") + checkup.finding());
        }
        long wrong = all.stream().filter(c -> !c.good()).count();
        if (wrong > 0) {
            throw new Failure(wrong + " of " + all.size() + " checks found something wrong: see above");
        }
        return 0;
    }
}
