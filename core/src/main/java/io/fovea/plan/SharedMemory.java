package io.fovea.plan;

import java.util.HashMap;
import java.util.Map;

import io.fovea.runtime.Memory;

/** Memory that operations keep from step to step, by name: who asks again gets the same. */
final class SharedMemory {
    private final Memory memory;
    private final Map<String, Piece> pieces = new HashMap<>();

    /** Where a name's memory lies. */
    record Piece(long address, long bytes) {}

    SharedMemory(Memory memory) {
        this.memory = memory;
    }

    /** All pieces by name. */
    Map<String, Piece> pieces() {
        return Map.copyOf(pieces);
    }

    long of(String name, long bytes) {
        Piece known = pieces.computeIfAbsent(name, n -> new Piece(memory.allocate(bytes), bytes));
        if (known.bytes() != bytes) {
            throw new IllegalStateException(
                    "'" + name + "' has " + known.bytes() + " bytes, but was asked for with " + bytes
                            + ": two things must not have one name");
        }
        return known.address();
    }
}
