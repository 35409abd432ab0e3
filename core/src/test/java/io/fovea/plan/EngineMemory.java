package io.fovea.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.graph.Network;
import io.fovea.ops.Buffer;
import io.fovea.ops.Parameter;
import io.fovea.runtime.Memory;

/** Looks through all memory that a training uses. */
public final class EngineMemory {
    private final Plan plan;
    private final Map<String, Float> found = new LinkedHashMap<>();

    private EngineMemory(Plan plan) {
        this.plan = plan;
    }

    /** Subnormal numbers in weights, states and buffers, by their places: one for each. */
    public static Map<String, Float> subnormals(Network network, OptimizerState state, Plan plan) {
        EngineMemory memory = new EngineMemory(plan);
        memory.look(network, state);
        return memory.found;
    }

    private void look(Network network, OptimizerState state) {
        for (Parameter parameter : network.graph().parameters()) {
            look(parameter.name(), parameter.address(), 4L * parameter.layout().floats(), List.of());
        }
        for (Parameter parameter : state.parameters()) {
            for (int i = 0; i < state.states(parameter); i++) {
                for (float value : state.read(parameter, i)) {
                    check("state " + i + " of " + parameter.name(), value);
                }
            }
        }
        plan.sharedMemory().pieces().forEach((name, piece) -> look(name, piece.address(), piece.bytes(), List.of()));
        List<Buffer> others = plan.buffers().stream().filter(b -> !holdsFloats(b)).toList();
        for (Buffer buffer : plan.buffers()) {
            for (int block = 0; holdsFloats(buffer) && block < blocks(buffer); block++) {
                look(buffer.name(), buffer.at(block), buffer.bytes(), others);
            }
        }
    }

    /** Not the marks of which pixel was the greatest, and not the doubles that moments are merged in. */
    private static boolean holdsFloats(Buffer buffer) {
        return !buffer.name().endsWith(" saved") && !buffer.name().endsWith("(doubles)");
    }

    private int blocks(Buffer buffer) {
        return switch (buffer.kind()) {
            case SAMPLE -> buffer.byWorker() ? 1 : plan.batch();
            case WORKER, CHUNK_SCRATCH -> 1;
            case CHUNK -> plan.tree().chunksUpTo(plan.batch());
        };
    }

    /** @param others may have had the memory later */
    private void look(String where, long address, long bytes, List<Buffer> others) {
        for (long at = address; at < address + bytes; at += 4) {
            float value = Memory.get(at);
            if (isSubnormal(value) && !isIn(others, at)) {
                check(where, value);
            }
        }
    }

    private void check(String where, float value) {
        if (isSubnormal(value)) {
            found.putIfAbsent(where, value);
        }
    }

    private static boolean isSubnormal(float value) {
        return value != 0 && Math.abs(value) < Float.MIN_NORMAL;
    }

    private boolean isIn(List<Buffer> buffers, long address) {
        return buffers.stream().anyMatch(b -> {
            for (int block = 0; block < plan.batch(); block++) {
                if (address >= b.at(block) && address < b.at(block) + b.bytes()) {
                    return true;
                }
            }
            return false;
        });
    }
}
