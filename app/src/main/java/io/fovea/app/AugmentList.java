package io.fovea.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.fovea.layers.FillMode;
import io.fovea.layers.Layer;
import io.fovea.layers.RandAugment;
import io.fovea.layers.RandomBrightness;
import io.fovea.layers.RandomContrast;
import io.fovea.layers.RandomErasing;
import io.fovea.layers.RandomFlip;
import io.fovea.layers.RandomGrayscale;
import io.fovea.layers.RandomHue;
import io.fovea.layers.RandomRotation;
import io.fovea.layers.RandomSaturation;
import io.fovea.layers.RandomShear;
import io.fovea.layers.RandomTranslation;
import io.fovea.layers.RandomZoom;
import io.fovea.layers.Range;
import io.fovea.layers.ResizeMethod;
import io.fovea.tensor.Shape;

/**
 * The value of {@code --augment}: changes by name, separated by commas, each with a number after a colon.
 *
 * @param changes in order
 */
record AugmentList(List<Change> changes) {
    /** What the option's help says of its value. */
    static final String HELP = "flip (or flip:vertical, flip:both), crop:PIXELS, translate:X, rotate:TURNS, zoom:X, "
            + "shear:X, contrast:X, brightness:X, saturation:X, hue:X, erase:PROBABILITY, gray:PROBABILITY, randaugment (or "
            + "randaugment:X); X and the others are greater than 0 and at most 1";

    /** The kinds of changes. */
    enum Kind {
        FLIP, CROP, TRANSLATE, ROTATE, ZOOM, SHEAR, CONTRAST, BRIGHTNESS, SATURATION, HUE, ERASE, GRAY, RANDAUGMENT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A change.
     *
     * @param text as the user gave it
     * @param value what is after the colon; empty: nothing
     */
    record Change(String text, Kind kind, String value) {
        private static Change parse(String text) {
            int colon = text.indexOf(':');
            String word = colon < 0 ? text : text.substring(0, colon);
            Kind kind = Arrays.stream(Kind.values()).filter(k -> k.word().equals(word)).findFirst()
                    .orElseThrow(() -> new UsageException("--augment knows no '" + word + "'; known are "
                            + String.join(", ", Arrays.stream(Kind.values()).map(Kind::word).toList())));
            Change change = new Change(text, kind, colon < 0 ? "" : text.substring(colon + 1));
            change.check();
            return change;
        }

        private void check() {
            switch (kind) {
                case FLIP -> mode();
                case CROP -> pixels();
                case RANDAUGMENT -> strength();
                default -> part();
            }
        }

        private RandomFlip.Mode mode() {
            return switch (value) {
                case "", "horizontal" -> RandomFlip.Mode.HORIZONTAL;
                case "vertical" -> RandomFlip.Mode.VERTICAL;
                case "both" -> RandomFlip.Mode.HORIZONTAL_AND_VERTICAL;
                default -> throw new UsageException(
                        "--augment flip is horizontal, vertical or both, but got '" + text + "'");
            };
        }

        private int pixels() {
            if (!value.matches("[1-9]\\d{0,4}")) {
                throw new UsageException(
                        "--augment crop needs a number of pixels from 1 to 99999, as crop:4, but got '" + text + "'");
            }
            return Integer.parseInt(value);
        }

        private double strength() {
            return value.isEmpty() ? 0.5 : part();
        }

        private double part() {
            double most = kind == Kind.ZOOM ? 0.99 : 1;
            double part;
            try {
                part = Double.parseDouble(value);
            } catch (NumberFormatException e) {
                part = 0;
            }
            if (!(part > 0 && part <= most)) {
                throw new UsageException(
                        "--augment " + kind.word() + " needs a number greater than 0 and at most " + most + ", as "
                                + kind.word() + ":0.1, but got '" + text + "'");
            }
            return part;
        }

        private Layer layer(Shape image, Range values) {
            return switch (kind) {
                case FLIP -> RandomFlip.of(mode());
                case CROP -> crop(image.dimension(0), image.dimension(1));
                case TRANSLATE -> RandomTranslation.of(part(), part());
                case ROTATE -> RandomRotation.of(part());
                case ZOOM -> RandomZoom.of(part());
                case SHEAR -> RandomShear.of(part(), part());
                case CONTRAST -> RandomContrast.of(Range.of(part(), part())).valueRange(values);
                case BRIGHTNESS -> RandomBrightness.of(part()).valueRange(values);
                // 0.5 leaves the saturation as it is.
                case SATURATION -> RandomSaturation.of(Range.of(0.5 - part() / 2, 0.5 + part() / 2)).valueRange(values);
                case HUE -> RandomHue.of(part()).valueRange(values);
                case ERASE -> RandomErasing.of(Range.of(part(), part())).valueRange(values);
                case GRAY -> RandomGrayscale.of(part());
                case RANDAUGMENT -> RandAugment.of().factor(Range.upTo(strength())).valueRange(values);
            };
        }

        /** Keras has no crop of a padded image; a translation by whole pixels is the same, each number equally probable. */
        private Layer crop(int height, int width) {
            int pixels = pixels();
            if (pixels >= Math.min(height, width)) {
                throw new UsageException("--augment " + text + " is too much for images of " + height + "x" + width
                        + "; at most " + (Math.min(height, width) - 1));
            }
            return RandomTranslation.of((pixels + 0.5) / height, (pixels + 0.5) / width)
                    .interpolation(ResizeMethod.NEAREST).fillMode(FillMode.CONSTANT);
        }
    }

    /**
     * Parses a list; an empty one has no changes.
     *
     * @throws UsageException when a name is not known or a number is out of range
     */
    static AugmentList parse(String text) {
        List<Change> changes = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String change : text.split(",", -1)) {
                changes.add(Change.parse(change.strip()));
            }
        }
        return new AugmentList(List.copyOf(changes));
    }

    /** Whether there is nothing to do. */
    boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * Keras's layers for it.
     *
     * @param image shape of the images
     * @param values in which their numbers lie
     * @throws UsageException when the images are too small for a change, or have no colors to be changed
     */
    List<Layer> layers(Shape image, Range values) {
        if (image.rank() != 3) {
            throw new UsageException(
                    "--augment is for images [height, width, channels], but the data have the shape " + image);
        }
        List<Layer> layers = new ArrayList<>();
        for (Change change : changes) {
            Layer layer = change.layer(image, values);
            try {
                layer.outputShape(List.of(image));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--augment " + change.text() + " " + e.getMessage());
            }
            layers.add(layer);
        }
        return layers;
    }
}
