package io.fovea.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fovea.tensor.Shape;

/**
 * Reads image files: PNG, JPEG, GIF (the first frame), BMP. Images are turned as their EXIF orientation says. Transparent
 * pixels show a white background. Grey images become red = green = blue where colours are asked for, and colours become grey
 * by {@code 0.299 R + 0.587 G + 0.114 B}.
 */
public final class ImageFiles {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

    private ImageFiles() {}

    /** Whether {@code file} has the name of an image. */
    public static boolean isImage(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !isHidden(file) && ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static boolean isHidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }

    /** The images in a folder, sorted by name; hidden files and others are ignored. */
    public static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> Files.isRegularFile(f) && isImage(f)).sorted().toList();
        } catch (IOException e) {
            throw new DataException(folder + " can't be read: " + e, e);
        }
    }

    /** The images in a folder and its subfolders, sorted by path; hidden files and folders, and others, are ignored. */
    public static List<Path> under(Path folder) {
        List<Path> images = new ArrayList<>(in(folder));
        try (Stream<Path> files = Files.list(folder)) {
            // A link to a folder is not followed: it could lead back here.
            files.filter(f -> Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS) && !isHidden(f))
                    .forEach(f -> images.addAll(under(f)));
        } catch (IOException e) {
            throw new DataException(folder + " can't be read: " + e, e);
        }
        return images.stream().sorted().toList();
    }

    /**
     * Reads images, resized to one size.
     *
     * @throws DataException when some can't be read and are not to be skipped, all of which the message names; when none is
     *     left; or when there is no room for all
     */
    public static LoadedImages load(List<Path> files, ImageOptions options) {
        int size = options.size().size();
        byte[] pixels = allocate(files.size(), options.size());
        DecodingBudget budget = DecodingBudget.ofHeap();
        String[] broken = new String[files.size()];
        IntStream.range(0, files.size()).parallel().forEach(i -> {
            try {
                System.arraycopy(read(files.get(i), options.size(), budget), 0, pixels, i * size, size);
            } catch (BrokenImageException e) {
                broken[i] = e.getMessage();
            }
        });
        List<String> reasons = Arrays.stream(broken).filter(Objects::nonNull).toList();
        if (reasons.isEmpty()) {
            return new LoadedImages(files, ByteSamples.scaled(pixels, options.size()));
        }
        refuse(files, options, reasons);
        reasons.forEach(reason -> options.warnings().accept("left out: " + reason));
        int[] whole = IntStream.range(0, broken.length).filter(i -> broken[i] == null).toArray();
        for (int i = 0; i < whole.length; i++) {
            System.arraycopy(pixels, whole[i] * size, pixels, i * size, size);
        }
        return new LoadedImages(
                Arrays.stream(whole).mapToObj(files::get).toList(),
                ByteSamples.scaled(Arrays.copyOf(pixels, whole.length * size), options.size()));
    }

    private static byte[] allocate(int count, Shape size) {
        String name = count + " of " + size.dimension(0) + " x " + size.dimension(1) + " pixels";
        String advice = "; read them in a smaller size (the command: --size 64x64)";
        long length = (long) count * size.size();
        if (length > MAX_BYTES) {
            throw new DataException(
                    "your images are large: " + name + " take " + length + " bytes, and one array holds "
                            + MAX_BYTES + advice);
        }
        return HeapAllocation.room("your images are large: " + name, length, advice, () -> new byte[(int) length]);
    }

    private static void refuse(List<Path> files, ImageOptions options, List<String> reasons) {
        boolean none = reasons.size() == files.size();
        if (options.skipBroken() && !none) {
            return;
        }
        if (files.size() == 1) {
            throw new DataException(reasons.getFirst());
        }
        String advice = none
                ? "; there is none left"
                : "; repair or delete them, or leave them out (the command: --skip-broken)";
        throw new DataException(reasons.size() + " of " + files.size() + " images can't be read" + advice + ":\n  "
                + String.join("\n  ", reasons));
    }

    /**
     * Reads one image, resized with a {@link Resizing triangle filter}.
     *
     * @param size {@code [h, w, 1]} or {@code [h, w, 3]}
     * @return unsigned bytes, row-major
     * @throws DataException when the file is no image, is damaged, or larger than 16,000 pixels a side or 64 million in all
     */
    public static byte[] read(Path file, Shape size) {
        return read(file, ImageOptions.defaults().size(size).size(), DecodingBudget.ofHeap());
    }

    /**
     * The size of one image, turned as its EXIF orientation says.
     *
     * @return {@code [h, w, 3]}
     * @throws DataException as {@link #read}
     */
    public static Shape size(Path file) {
        boolean transposed = orientation(file).transposed();
        return ImageDecoder.decode(file, DecodingBudget.ofHeap(), image -> transposed
                ? Shape.of(image.getWidth(), image.getHeight(), 3)
                : Shape.of(image.getHeight(), image.getWidth(), 3));
    }

    private static byte[] read(Path file, Shape size, DecodingBudget budget) {
        return ImageDecoder.decode(file, budget, image -> resize(file, image, size));
    }

    private static byte[] resize(Path file, BufferedImage image, Shape size) {
        ExifOrientation orientation = orientation(file);
        int height = size.dimension(0);
        int width = size.dimension(1);
        // The filter is symmetric, so the small image can be turned instead of the large one.
        PixelRows rows = new PixelRows(image, size.channels());
        float[] stored = orientation.transposed()
                ? Resizing.resize(rows, width, height)
                : Resizing.resize(rows, height, width);
        float[] upright = orientation.apply(stored, height, width, size.channels());
        byte[] bytes = new byte[upright.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.clamp(Math.round(upright[i]), 0, 255);
        }
        return bytes;
    }

    private static ExifOrientation orientation(Path file) {
        try {
            return ExifOrientation.of(file);
        } catch (IOException e) {
            throw new BrokenImageException(file + " can't be read: " + e.getMessage(), e);
        }
    }
}
