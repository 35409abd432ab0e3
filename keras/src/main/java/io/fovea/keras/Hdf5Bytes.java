package io.fovea.keras;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of an HDF5 file, which is not trusted: an address that leads out of the file is refused with the place in the file
 * where it was met, whatever number stands there.
 */
final class Hdf5Bytes {
    private final String name;
    private final ByteBuffer numbers;
    private String place = "its beginning";

    /** @param name of the file, for messages */
    Hdf5Bytes(String name, ByteBuffer bytes) {
        this.name = name;
        numbers = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Says what is read next: the path of a group or of numbers. */
    void at(String path) {
        place = path.isEmpty() ? "its root" : path;
    }

    long length() {
        return numbers.limit();
    }

    /** The exception for something that can't be so. */
    KerasFileException damaged(String reason) {
        return new KerasFileException(name + " is damaged at " + place + ": " + reason);
    }

    /** The exception for something that HDF5 has and files of weights don't need. */
    KerasFileException unsupported(String what) {
        return new KerasFileException(
                name + " has " + what + " at " + place + ", which is not supported: Keras writes none");
    }

    /** Refuses a range that is not in the file. */
    int check(long address, long length) throws KerasFileException {
        if (address < 0 || length < 0 || address > length() || length > length() - address) {
            throw damaged(
                    "it points at " + Long.toUnsignedString(length) + " bytes from byte "
                            + Long.toUnsignedString(address)
                            + " on, but the file has " + length());
        }
        return (int) address;
    }

    int u8(long at) throws KerasFileException {
        return numbers.get(check(at, 1)) & 0xff;
    }

    int u16(long at) throws KerasFileException {
        return numbers.getShort(check(at, 2)) & 0xffff;
    }

    int i32(long at) throws KerasFileException {
        return numbers.getInt(check(at, 4));
    }

    long u32(long at) throws KerasFileException {
        return i32(at) & 0xffff_ffffL;
    }

    long i64(long at) throws KerasFileException {
        return numbers.getLong(check(at, 8));
    }

    boolean isSignature(long at, String signature) throws KerasFileException {
        return text(at, signature.length()).equals(signature);
    }

    String text(long at, int length) throws KerasFileException {
        int from = check(at, length);
        byte[] text = new byte[length];
        numbers.get(from, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** A text that ends with a zero before {@code end}. */
    String textUntilZero(long at, long end) throws KerasFileException {
        int first = check(at, 0);
        int limit = check(end, 0);
        int last = first;
        while (last < limit && numbers.get(last) != 0) {
            last++;
        }
        if (last >= limit) {
            throw damaged("a name has no end");
        }
        return text(at, last - first);
    }

    /** The bytes from {@code at} on, in the given order of each number's bytes. */
    ByteBuffer slice(long at, long length, ByteOrder order) throws KerasFileException {
        return numbers.slice(check(at, length), Math.toIntExact(length)).order(order);
    }
}
