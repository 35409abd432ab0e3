package io.fovea.ops.augmentation;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Operation;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WorkContext;
import io.fovea.tensor.Value;

/**
 * A random change of each image in training, done by the worker that has the sample.
 *
 * @param key tells this layer's random numbers from another's
 * @param training what happens in training
 * @param inference what happens otherwise; empty: nothing
 */
public record AugmentationOperation(
        String name, Value input, Value output, int key, ImageChange training, Optional<ImageChange> inference)
        implements Operation {
    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Optional<Value> identityInput(boolean isTraining) {
        return isTraining || inference.isPresent() ? Optional.empty() : Optional.of(input);
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public boolean flushesInputGradient() {
        return true;
    }

    @Override
    public void forward(PlanContext p) {
        ImageChange change = p.training() ? training : inference.orElseThrow();
        add(p, name, change::forward, p.value(input), p.value(output));
    }

    @Override
    public void backward(PlanContext p) {
        if (training.backward(ImageSize.of(input), ImageSize.of(output)).isEmpty()) {
            throw new IllegalArgumentException(
                    "layer " + name
                            + " passes no gradient on, but a layer before it has weights to train; put it before "
                            + "the first layer with weights, or make those not trainable");
        }
        add(p, name + " gradient", (from, to) -> training.backward(from, to).orElseThrow(),
                p.gradientToRead(output), p.inputGradient(input));
    }

    private void add(
            PlanContext p, String what, BiFunction<ImageSize, ImageSize, ImageTransform> change, Buffer x, Buffer y) {
        Worker[] workers = new Worker[p.workers()];
        for (int w = 0; w < workers.length; w++) {
            workers[w] = new Worker(change.apply(ImageSize.of(input), ImageSize.of(output)), x, y);
        }
        p.samplewise(what, List.of(x), List.of(y), context -> workers[context.worker].run(p, key, context));
    }

    /** What a worker needs: the image in the heap, since most changes read pixels from all over. */
    private static final class Worker {
        private final ImageTransform transform;
        private final Draw draw = new Draw();
        private final Buffer x;
        private final Buffer y;
        private final float[] from;
        private final float[] to;

        Worker(ImageTransform transform, Buffer x, Buffer y) {
            this.transform = transform;
            this.x = x;
            this.y = y;
            from = new float[x.layout().value().size()];
            to = new float[y.layout().value().size()];
        }

        void run(PlanContext p, int key, WorkContext context) {
            draw.start(
                    p.step().random(key, context.sample), p.step().epoch(),
                    p.step().randomOfImage(key, context.sample));
            HeapImages.read(x.layout(), x.inside(context), from);
            transform.apply(from, to, draw);
            HeapImages.write(y.layout(), y.inside(context), to);
            Epilogue.NONE.forward(p.kernels().activation(), y, context);
        }
    }
}
