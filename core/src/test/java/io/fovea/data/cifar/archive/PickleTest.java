package io.fovea.data.cifar.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.fovea.data.DataException;

class PickleTest {
    private static PickleValue read(String pickle) {
        return Pickle.read(pickle.getBytes(StandardCharsets.ISO_8859_1), 1000);
    }

    @Test
    void readsListsTuplesAndDictionaries() {
        assertThat(read("\u0080\u0002(K\u0001M\u0001\u0001t.")).isInstanceOfSatisfying(PickleValue.Items.class,
                tuple -> assertThat(tuple.values())
                        .containsExactly(new PickleValue.Whole(1), new PickleValue.Whole(257)));
        assertThat(read("}q\u0001U\u0001aK\u0005s.")).isInstanceOfSatisfying(PickleValue.Entries.class,
                entries -> assertThat(entries.values()).containsOnlyKeys("a"));
        assertThat(read("]q\u0001K\u0005ah\u0001.")).isInstanceOfSatisfying(PickleValue.Items.class,
                list -> assertThat(list.values()).containsExactly(new PickleValue.Whole(5)));
    }

    @Test
    void callsNothing() {
        assertThatThrownBy(() -> read("cos\nsystem\n(U\u0002lstR.")).isInstanceOf(DataException.class)
                .hasMessageContaining("a call of 'os.system'");
        assertThatThrownBy(() -> read("cbuiltins\neval\nU\u00011\u0085R.")).hasMessageContaining("builtins.eval");
    }

    @Test
    void refusesOtherInstructionsAndMissingValues() {
        for (String pickle : new String[]{"", ".", "X", "(", "t.", "e.", "u.", "s.", "a.", "R.", "b.", "h\u0001.",
            "q\u0001.",
            "K", "M\u0001.", "U\u0009a.", "T\u00ff\u00ff\u00ff\u00ff.", "T\u00ff\u00ff\u00ff\u007f.", "\u0087.",
            "cnumpy", "cnumpy\n", "K\u0001K\u0002a.", ")K\u0001a.", "}K\u0001K\u0001s.", "cnumpy\ndtype\n)R.",
            "K\u0001)R.", "K\u0001)b."}) {
            assertThatThrownBy(() -> read(pickle)).as(pickle).isInstanceOf(DataException.class)
                    .hasMessageStartingWith("not a pickled batch of CIFAR-10");
        }
    }

    @Test
    void boundsItsMemoryByTheNumberOfInstructions() {
        assertThatThrownBy(() -> read("K\u0001".repeat(2000) + ".")).isInstanceOf(DataException.class)
                .hasMessageContaining("more instructions");
    }

    @Test
    void randomInstructionsGiveOneKindOfFailure() {
        var random = new Random(5);
        String instructions = "(}])UTKMJNcqrhj\u0085\u0086\u0087taesuRb.\u0001\u0002\u0080\u0088\u0089\n";
        for (int i = 0; i < 20_000; i++) {
            byte[] pickle = new byte[random.nextInt(60)];
            for (int at = 0; at < pickle.length; at++) {
                pickle[at] = (byte) instructions.charAt(random.nextInt(instructions.length()));
            }
            try {
                Pickle.read(pickle, 1000);
            } catch (DataException e) {
                assertThat(e).hasMessageStartingWith("not a pickled batch");
            }
        }
    }
}
