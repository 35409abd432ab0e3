package io.fovea.data.cifar;

import java.util.List;

/**
 * What the data must be like to be CIFAR-10.
 *
 * @param perBatch images in each of the six batches
 * @param images the checksum of all images as records of the official binary form
 * @param archives the checksums of the archives that are known to hold them
 */
public record CifarSpec(int perBatch, Checksum images, List<Checksum> archives) {
    /** The MD5 of {@code cifar-10-binary.tar.gz}, from the home page of CIFAR-10. */
    static final Checksum BINARY_ARCHIVE = new Checksum("MD5", "c32a1d4ab5d03f1284b67883e8d87530");
    /** The MD5 of {@code cifar-10-python.tar.gz}, from the same page. */
    static final Checksum PYTHON_ARCHIVE = new Checksum("MD5", "c58f30108f718f92721af3b95e74349a");

    /** The real thing. */
    public static final CifarSpec OFFICIAL = new CifarSpec(10_000,
            new Checksum("SHA-256", "013ba16d14ecc4829da62bf2af648ca30f600491ecb3e7f329c827db0dd17522"),
            List.of(BINARY_ARCHIVE, PYTHON_ARCHIVE, NpmPackage.INTEGRITY));
}
