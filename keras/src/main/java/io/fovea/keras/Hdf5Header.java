package io.fovea.keras;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The header of an object in an HDF5 file: messages that say what it is (<i>HDF5 File Format Specification</i> 3.0, IV.A, versions
 * 1 and 2).
 */
final class Hdf5Header {
    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int LINK = 0x06;
    static final int EXTERNAL_FILES = 0x07;
    static final int LAYOUT = 0x08;
    static final int FILTERS = 0x0b;
    static final int SYMBOL_TABLE = 0x11;
    private static final int CONTINUATION = 0x10;
    private static final int SHARED = 0x02;

    private final Hdf5Bytes bytes;
    private final List<Message> messages = new ArrayList<>();
    private final List<Message> blocks = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();

    /** A message: its type, and where its content is; for a continuation, where more messages are. */
    record Message(int type, long at, long size) {}

    private Hdf5Header(Hdf5Bytes bytes) {
        this.bytes = bytes;
    }

    static Hdf5Header read(Hdf5Bytes bytes, long address) throws KerasFileException {
        Hdf5Header header = new Hdf5Header(bytes);
        if (bytes.isSignature(address, "OHDR")) {
            header.readVersion2(address);
        } else {
            header.readVersion1(address);
        }
        return header;
    }

    /** The messages of a type. */
    List<Message> all(int type) {
        return messages.stream().filter(m -> m.type() == type).toList();
    }

    /** The message of a type. */
    Optional<Message> one(int type) throws KerasFileException {
        List<Message> found = all(type);
        if (found.size() > 1) {
            throw bytes.damaged("it is described twice");
        }
        return found.stream().findFirst();
    }

    private void readVersion1(long address) throws KerasFileException {
        if (bytes.u8(address) != 1) {
            throw bytes.damaged("there is no description at byte " + address);
        }
        take(new Message(CONTINUATION, address + 16, bytes.u32(address + 8)));
        for (int i = 0; i < blocks.size(); i++) {
            long end = blocks.get(i).at() + blocks.get(i).size();
            for (long at = blocks.get(i).at(); at + 8 <= end;) {
                at = message(bytes.u16(at), bytes.u16(at + 2), bytes.u8(at + 4), at + 8, end);
            }
        }
    }

    private void readVersion2(long address) throws KerasFileException {
        if (bytes.u8(address + 4) != 2) {
            throw bytes.damaged("its description has the version " + bytes.u8(address + 4) + "; 1 and 2 are known");
        }
        int flags = bytes.u8(address + 5);
        long at = address + 6 + ((flags & 0x20) == 0 ? 0 : 16) + ((flags & 0x10) == 0 ? 0 : 4);
        int width = 1 << (flags & 3);
        long size = switch (width) {
            case 1 -> bytes.u8(at);
            case 2 -> bytes.u16(at);
            case 4 -> bytes.u32(at);
            default -> bytes.i64(at);
        };
        int head = (flags & 4) == 0 ? 4 : 6;
        take(new Message(CONTINUATION, at + width, size));
        for (int i = 0; i < blocks.size(); i++) {
            // All but the first block are in a frame of a signature and a checksum.
            long begin = blocks.get(i).at() + (i == 0 ? 0 : 4);
            long end = blocks.get(i).at() + blocks.get(i).size() - (i == 0 ? 0 : 4);
            for (at = begin; at + head <= end;) {
                at = message(bytes.u8(at), bytes.u16(at + 1), bytes.u8(at + 3), at + head, end);
            }
        }
    }

    /** Takes a message; returns where it ends. */
    private long message(int type, int size, int flags, long at, long end) throws KerasFileException {
        if (size > end - at) {
            throw bytes.damaged("a part of its description is larger than the whole");
        }
        if ((flags & SHARED) != 0 && (type == DATATYPE || type == DATASPACE)) {
            throw bytes.unsupported("a description that is shared");
        }
        if (type == CONTINUATION) {
            take(new Message(type, bytes.i64(at), bytes.i64(at + 8)));
        } else {
            messages.add(new Message(type, at, size));
        }
        return at + size;
    }

    private void take(Message block) throws KerasFileException {
        bytes.check(block.at(), block.size());
        if (!seen.add(block.at())) {
            throw bytes.damaged("its description goes in a circle");
        }
        blocks.add(block);
    }
}
