package io.fovea.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.fovea.ops.BatchTree;
import io.fovea.ops.Buffer;

/**
 * Groups neighboring work into stages. Sample-wise work forms a chain. Work on rows forms a stage with the work on rows
 * next to it and with what is between, if that is sample-wise work on vectors: a vector is too little for a task of its own.
 */
final class StageScheduling {
    private final List<Stage> stages = new ArrayList<>();
    private final List<Work.OnSample> chain = new ArrayList<>();
    private final List<Work> rows = new ArrayList<>();
    private final BatchTree tree;

    private StageScheduling(BatchTree tree) {
        this.tree = tree;
    }

    static List<Stage> apply(List<Work> works, BatchTree tree) {
        StageScheduling grouping = new StageScheduling(tree);
        for (Work work : works) {
            grouping.add(work);
        }
        grouping.endBlocks();
        grouping.endChain();
        return grouping.stages;
    }

    private void add(Work work) {
        switch (work) {
            case Work.OnSample sample when !rows.isEmpty() && onVectors(sample) -> rows.add(sample);
            case Work.OnSample sample -> {
                endBlocks();
                chain.add(sample);
            }
            case Work.OnSampleBlocks blockWork -> {
                moveVectorsToBlocks();
                rows.add(blockWork);
            }
            case Work.OnParts onParts -> {
                endBlocks();
                endChain();
                stages.add(new Stage.Parts(onParts));
            }
            case Work.OnChunks onChunks -> {
                endBlocks();
                endChain();
                stages.add(new Stage.Chunked(onChunks, tree));
            }
            case Work.OnBatch batch -> {
                endBlocks();
                endChain();
                stages.add(batch.concurrent() ? withLast(batch) : new Stage.Batch(List.of(batch)));
            }
        }
    }

    /** The last stage, which is one of work on the batch, is replaced by one of that and this. */
    private Stage withLast(Work.OnBatch batch) {
        Stage.Batch last = (Stage.Batch) stages.removeLast();
        return new Stage.Batch(Stream.concat(last.works().stream(), Stream.of(batch)).toList());
    }

    /** The end of the chain, as far as it is work on vectors, belongs with the rows that follow. */
    private void moveVectorsToBlocks() {
        int from = chain.size();
        while (from > 0 && onVectors(chain.get(from - 1))) {
            from--;
        }
        List<Work.OnSample> vectors = List.copyOf(chain.subList(from, chain.size()));
        chain.subList(from, chain.size()).clear();
        endChain();
        rows.addAll(vectors);
    }

    private static boolean onVectors(Work.OnSample work) {
        return work.writes().stream().allMatch(b -> b.kind() == Buffer.Kind.SAMPLE && b.isVector())
                && work.reads().stream().allMatch(b -> b.kind() == Buffer.Kind.SAMPLE);
    }

    private void endBlocks() {
        if (!rows.isEmpty()) {
            stages.add(new Stage.SampleBlocks(List.copyOf(rows)));
            rows.clear();
        }
    }

    private void endChain() {
        if (!chain.isEmpty()) {
            stages.add(new Stage.Chain(List.copyOf(chain), tree));
            chain.clear();
        }
    }
}
