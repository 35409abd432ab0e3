package io.fovea.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fovea.tensor.Shape;

/**
 * Reads pictures: PNG, JPEG, GIF (the first frame), BMP. What is transparent shows white behind it; a grey picture becomes red =
 * green = blue where colours are asked for, and the other way round by {@code 0.299 R + 0.587 G + 0.114 B}.
 */
public final class Pictures {
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

    private Pictures() {}

    /** Whether the name of {@code file} is that of a picture. */
    public static boolean isPicture(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** The pictures of a folder, sorted by name; hidden files and others are passed over. */
    public static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> Files.isRegularFile(f) && isPicture(f)).sorted().toList();
        } catch (IOException e) {
            throw new DataException(folder + " can't be read: " + e, e);
        }
    }

    /**
     * Reads pictures in one size.
     *
     * @param size {@code [h, w, 1]} or {@code [h, w, 3]}
     * @return numbers of [0, 1]
     * @throws DataException when one of them can't be read, or there is no room for all
     */
    public static ByteSamples of(List<Path> files, Shape size) {
        long length = (long) files.size() * size.size();
        String name = files.size() + " pictures of " + size;
        if (length > MOST_BYTES) {
            throw new DataException(
                    name + " are " + length + " bytes, more than the " + MOST_BYTES
                            + " that there is room for; give a smaller size or fewer pictures");
        }
        byte[] all = Heap.bytes(name, (int) length);
        IntStream.range(0, files.size()).parallel().forEach(
                i -> System.arraycopy(read(files.get(i), size), 0, all, i * size.size(), size.size()));
        return ByteSamples.scaled(all, size);
    }

    /**
     * Reads one picture, resized as {@code size} says ({@link Resizing a triangle filter}).
     *
     * @param size {@code [h, w, 1]} or {@code [h, w, 3]}
     * @return unsigned bytes, row by row
     * @throws DataException when the file is no picture, is damaged, or larger than 16,000 pixels a side or 64 million in all
     */
    public static byte[] read(Path file, Shape size) {
        int channels = size.rank() == 3 ? size.channels() : 0;
        if (channels != 1 && channels != 3) {
            throw new DataException(
                    "a picture can be read as [h, w, 1] or [h, w, 3], but the model wants " + size);
        }
        PixelRows picture = new PixelRows(PictureFile.decode(file), channels);
        float[] resized = Resizing.resize(picture, size.dimension(0), size.dimension(1));
        byte[] bytes = new byte[resized.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.clamp(Math.round(resized[i]), 0, 255);
        }
        return bytes;
    }
}
