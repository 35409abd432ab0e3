package io.fovea.bench.peers;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.Adam;
import io.fovea.training.Callback;
import io.fovea.training.FitOptions;
import io.fovea.training.Training;

/**
 * Trains as a user does, by {@link Model#fit}, and takes the time in a callback. Between rounds the callback waits for the next
 * order, so that one training goes on through all rounds.
 */
final class TrainingWorker implements Callback {
    private final Model model;
    private final Conversation conversation;
    private final int batch;
    private Conversation.Order order = new Conversation.Order("run", "0");
    private long begin;
    private long steps;
    private double lossOfFirstHalf;

    private TrainingWorker(Model model, Conversation conversation, int batch) {
        this.model = model;
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
                        .callback(new TrainingWorker(model, conversation, batch)));
    }

    @Override
    public void onTrainBegin(Training training) {
        conversation.ready(model, true);
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
