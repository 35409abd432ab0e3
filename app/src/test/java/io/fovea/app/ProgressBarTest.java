package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final StringWriter err = new StringWriter();
    private final Terminal terminal = new Terminal(new PrintWriter(err), new PrintWriter(err), true, 60);

    private String line(long done, long total, double seconds, String more, int columns) {
        return new ProgressBar(terminal, "epoch 1/10", total, "", 1).line(done, seconds, more, columns);
    }

    @Test
    void showsStepAndTimeLeft() {
        assertThat(line(250, 1000, 10, "loss 1.5", 60))
                .isEqualTo("epoch 1/10 250/1000 █████░░░░░░░░░░░░░░░░ 0:30 left loss 1.5");
    }

    @Test
    void everythingOfATrainingFitsIntoATerminalOf80Columns() {
        String more = "5,812 images/s loss 1.447 accuracy 0.478";

        assertThat(new ProgressBar(terminal, "epoch 10/10", 5000, "", 1).line(4147, 20, more, 79))
                .startsWith("epoch 10/10 4147/5000 ████").endsWith("0:04 left " + more).hasSizeLessThanOrEqualTo(79);
    }

    @Test
    void leavesTheBarOutWhereThereIsNoRoom() {
        assertThat(line(250, 1000, 10, "loss 1.5", 41)).isEqualTo("epoch 1/10 250/1000 0:30 left loss 1.5");
        assertThat(line(250, 1000, 10, "loss 1.5", 12)).isEqualTo("epoch 1/10 2");
    }

    @Test
    void showsWhatIsDoneWhereTheTotalIsUnknown() {
        assertThat(new ProgressBar(terminal, "download", -1, " MB", 1_000_000).line(5_200_000, 1, "", 60))
                .isEqualTo("download 5 MB");
    }

    @Test
    void endsFullAndIsTakenAway() {
        assertThat(line(1000, 1000, 40, "", 60)).contains("█".repeat(25)).endsWith("█ 0:00 left");
        try (ProgressBar bar = new ProgressBar(terminal, "x", 10, "", 1)) {
            bar.draw(5, "");
        }
        assertThat(err.toString()).startsWith("\rx 5/10 ███").endsWith("\r" + " ".repeat(59) + "\r");
    }
}
