package io.fovea.bench.peers;

import io.fovea.FitOptions;
import io.fovea.Model;
import io.fovea.callbacks.Callback;
import io.fovea.callbacks.Training;
import io.fovea.data.Dataset;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.Adam;

/**
 * Trains as a user does, by {@link Model#fit}, and takes the time in a callback. Between rounds the callback waits for the next
 * order, so that one training goes on through all rounds.
 */
final class TrainingWorker implements Callback {
    private final Conversation conversation;
    private final int batch;
    private Conversation.Order order = new Conversation.Order("run", 0);
    private long begin;
    private long steps;
    private double lossOfFirstHalf;

    private TrainingWorker(Conversation conversation, int batch) {
        this.conversation = conversation;
        this.batch = batch;
    }

    /**
     * Trains until the harness has had enough.
     *
     * @param data as many samples as make whole batches
     */
    static void run(Model model, Dataset data, int batch, Conversation conversation) {
        if (data.size() % batch != 0) {
            throw new IllegalArgumentException(data.size() + " samples don't make whole batches of " + batch);
        }
        model.compile(new Adam(1e-3), new SparseCategoricalCrossentropy());
        model.fit(
                data,
                FitOptions.epochs(Integer.MAX_VALUE).batch(batch).shuffle(false)
                        .callback(new TrainingWorker(conversation, batch)));
    }

    @Override
    public void onTrainBegin(Training training) {
        conversation.ready(training.model(), true);
        next(training);
    }

    @Override
    public void onBatchEnd(Training training) {
        steps++;
        if (order.verb().equals("learn")) {
            learn(training);
        } else if (System.nanoTime() - begin >= order.number() * 1e9) {
            conversation.rate(steps * batch, System.nanoTime() - begin);
            next(training);
        }
    }

    /** The mean loss of the second half of the first epoch's steps, from the running mean over all of them. */
    private void learn(Training training) {
        long all = (long) order.number();
        if (steps == all / 2) {
            lossOfFirstHalf = steps * training.logs().get("loss");
        } else if (steps == all) {
            conversation.loss((steps * training.logs().get("loss") - lossOfFirstHalf) / (all - all / 2));
            next(training);
        }
    }

    private void next(Training training) {
        order = conversation.next();
        steps = 0;
        begin = System.nanoTime();
        if (order.verb().equals("quit")) {
            training.stop();
        }
    }
}
