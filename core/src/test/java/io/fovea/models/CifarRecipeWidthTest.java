package io.fovea.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.training.Callback;
import io.fovea.training.Checkpoints;
import io.fovea.training.FitOptions;
import io.fovea.training.Training;

/** A recipe trains to the same bits at every width, with any number of threads, and after a stop. */
class CifarRecipeWidthTest {
    private static final CifarRecipe SMALL =
            CifarRecipe.FAST94.named("small").filters(24, 28, 30).batch(20).epochs(2);
    private static final String HASH = "a16b0a13fc2b12d8cae6fce07b835fa592935a1eed0a3afaa6ad0f047e7b2617";

    @TempDir
    Path folder;

    private static String trained(FitOptions options, int threads) {
        Dataset data = CifarRecipeTest.data(26);
        try (Model model = SMALL.compiled(data, 1)) {
            model.threads(threads);
            model.fit(SMALL.targets(data), options);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (float[] weight : model.weights()) {
                ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * weight.length);
                bytes.asFloatBuffer().put(weight);
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theBitsAreTheSameAtEveryWidthAndWithAnyNumberOfThreads() {
        for (int threads = 1; threads <= 3; threads++) {
            assertThat(trained(SMALL.fitOptions(1), threads)).isEqualTo(HASH);
        }
    }

    @Test
    void aStoppedTrainingGoesOnWithTheSameBits() {
        Checkpoints checkpoints = Checkpoints.in(folder);
        Callback stop = new Callback() {
            @Override
            public void onBatchEnd(Training training) {
                if (training.epoch() == 2) {
                    training.stop();
                }
            }
        };
        assertThat(trained(SMALL.fitOptions(1).checkpoints(checkpoints).callback(stop), 2)).isNotEqualTo(HASH);
        assertThat(trained(SMALL.fitOptions(1).checkpoints(checkpoints.resume()), 1)).isEqualTo(HASH);
    }
}
