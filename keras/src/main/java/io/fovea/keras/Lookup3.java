package io.fovea.keras;

/** The hash with which HDF5 guards its headers: Bob Jenkins, <i>lookup3.c</i>, hashlittle (2006, public domain), seed 0. */
final class Lookup3 {
    private Lookup3() {}

    static int hash(byte[] bytes, int offset, int length) {
        int a = 0xdeadbeef + length;
        int b = a;
        int c = a;
        int at = offset;
        int left = length;
        for (; left > 12; left -= 12, at += 12) {
            a += word(bytes, at, 4);
            b += word(bytes, at + 4, 4);
            c += word(bytes, at + 8, 4);
            a -= c;
            a ^= Integer.rotateLeft(c, 4);
            c += b;
            b -= a;
            b ^= Integer.rotateLeft(a, 6);
            a += c;
            c -= b;
            c ^= Integer.rotateLeft(b, 8);
            b += a;
            a -= c;
            a ^= Integer.rotateLeft(c, 16);
            c += b;
            b -= a;
            b ^= Integer.rotateLeft(a, 19);
            a += c;
            c -= b;
            c ^= Integer.rotateLeft(b, 4);
            b += a;
        }
        if (left == 0) {
            return c;
        }
        a += word(bytes, at, left);
        b += word(bytes, at + 4, left - 4);
        c += word(bytes, at + 8, left - 8);
        c ^= b;
        c -= Integer.rotateLeft(b, 14);
        a ^= c;
        a -= Integer.rotateLeft(c, 11);
        b ^= a;
        b -= Integer.rotateLeft(a, 25);
        c ^= b;
        c -= Integer.rotateLeft(b, 16);
        a ^= c;
        a -= Integer.rotateLeft(c, 4);
        b ^= a;
        b -= Integer.rotateLeft(a, 14);
        c ^= b;
        c -= Integer.rotateLeft(b, 24);
        return c;
    }

    /** Up to four bytes as a little-endian number. */
    private static int word(byte[] bytes, int at, int left) {
        int word = 0;
        for (int i = 0; i < Math.min(4, left); i++) {
            word |= (bytes[at + i] & 0xff) << 8 * i;
        }
        return word;
    }
}
