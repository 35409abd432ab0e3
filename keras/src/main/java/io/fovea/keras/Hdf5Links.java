package io.fovea.keras;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The entries of a group in an HDF5 file: a tree of symbol tables, as Keras writes, or links in the header, as Fovea does
 * (<i>HDF5 File Format Specification</i> 3.0, III.A, III.B, III.D, IV.A.2.g). Links to paths and to other files are refused.
 */
final class Hdf5Links {
    private static final int MOST_LEVELS = 16;
    private static final int SOFT = 2;

    private final Hdf5Bytes bytes;
    private final Map<String, Long> addresses = new LinkedHashMap<>();
    private final Set<Long> seen = new HashSet<>();

    private Hdf5Links(Hdf5Bytes bytes) {
        this.bytes = bytes;
    }

    /** The addresses of the entries by their names; empty when the object is no group. */
    static Optional<Map<String, Long>> of(Hdf5Bytes bytes, Hdf5Header header) throws KerasFileException {
        Hdf5Links links = new Hdf5Links(bytes);
        Optional<Hdf5Header.Message> table = header.one(Hdf5Header.SYMBOL_TABLE);
        Optional<Hdf5Header.Message> info = header.one(Hdf5Header.LINK_INFO);
        if (table.isPresent()) {
            long heap = bytes.i64(table.get().at() + 8);
            if (!bytes.isSignature(heap, "HEAP")) {
                throw bytes.damaged("its names are missing");
            }
            long begin = bytes.i64(heap + 24);
            bytes.check(begin, bytes.i64(heap + 8));
            links.tree(bytes.i64(table.get().at()), MOST_LEVELS, begin, begin + bytes.i64(heap + 8));
            return Optional.of(links.addresses);
        }
        if (info.isEmpty() && header.all(Hdf5Header.LINK).isEmpty()) {
            return Optional.empty();
        }
        if (info.isPresent()) {
            // After the version, the flags and perhaps the greatest number of an entry comes the address of a heap of links.
            int flags = bytes.u8(info.get().at() + 1);
            if (bytes.i64(info.get().at() + ((flags & 1) == 0 ? 2 : 10)) != -1) {
                throw bytes.unsupported("a group in the form for very many entries");
            }
        }
        for (Hdf5Header.Message link : header.all(Hdf5Header.LINK)) {
            links.link(link);
        }
        return Optional.of(links.addresses);
    }

    private void tree(long node, int levels, long heap, long heapEnd) throws KerasFileException {
        if (!bytes.isSignature(node, "TREE") || bytes.u8(node + 4) != 0 || bytes.u8(node + 5) >= levels) {
            throw bytes.damaged("the tree of its entries is broken");
        }
        if (!seen.add(node)) {
            throw bytes.damaged("the tree of its entries goes in a circle");
        }
        int level = bytes.u8(node + 5);
        for (int i = 0; i < bytes.u16(node + 6); i++) {
            long child = bytes.i64(node + 32 + 16L * i);
            if (level > 0) {
                tree(child, level, heap, heapEnd);
            } else {
                table(child, heap, heapEnd);
            }
        }
    }

    private void table(long node, long heap, long heapEnd) throws KerasFileException {
        if (!bytes.isSignature(node, "SNOD")) {
            throw bytes.damaged("the table of its entries is broken");
        }
        if (!seen.add(node)) {
            throw bytes.damaged("the table of its entries occurs twice");
        }
        for (int i = 0; i < bytes.u16(node + 6); i++) {
            long entry = node + 8 + 40L * i;
            long name = bytes.i64(entry);
            if (name < 0 || name >= heapEnd - heap) {
                throw bytes.damaged("the name of an entry is missing");
            }
            String text = bytes.textUntilZero(heap + name, heapEnd);
            if (bytes.i32(entry + 16) == SOFT) {
                throw bytes.unsupported("a link, '" + text + "',");
            }
            put(text, bytes.i64(entry + 8));
        }
    }

    /** A link message: version, flags, perhaps a type, an order and an encoding, then the name and what it leads to. */
    private void link(Hdf5Header.Message link) throws KerasFileException {
        long at = link.at();
        int flags = bytes.u8(at + 1);
        at += 2;
        int type = (flags & 8) == 0 ? 0 : bytes.u8(at++);
        at += ((flags & 4) == 0 ? 0 : 8) + ((flags & 16) == 0 ? 0 : 1);
        int width = 1 << (flags & 3);
        long length = width == 1 ? bytes.u8(at) : width == 2 ? bytes.u16(at) : bytes.u32(at);
        at += width;
        if (bytes.u8(link.at()) != 1 || length > link.size() - (at - link.at())) {
            throw bytes.damaged("the name of an entry is larger than its place");
        }
        String name = bytes.text(at, (int) length);
        if (type != 0) {
            throw bytes.unsupported("a link, '" + name + "',");
        }
        put(name, bytes.i64(at + length));
    }

    private void put(String name, long address) throws KerasFileException {
        if (name.isEmpty() || name.contains("/")) {
            throw bytes.damaged("an entry has the name '" + name + "'");
        }
        if (addresses.put(name, address) != null) {
            throw bytes.damaged("the entry '" + name + "' is in it twice");
        }
    }
}
