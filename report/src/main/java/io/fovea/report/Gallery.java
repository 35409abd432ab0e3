package io.fovea.report;

import java.util.ArrayList;
import java.util.List;

import io.fovea.data.Samples;
import io.fovea.tensor.Shape;

/** Images in rows, each with words below it. */
final class Gallery {
    private final Samples images;
    private final PixelScale scale;
    private final List<String> figures = new ArrayList<>();

    Gallery(Samples images) {
        this.images = images;
        scale = PixelScale.of(images);
    }

    /**
     * Adds an image.
     *
     * @param index of the sample
     * @param alternative what it shows, for those who can't see it; plain text
     * @param caption below it, as HTML
     */
    void add(int index, String alternative, String caption) {
        Shape shape = images.shape();
        float[] values = new float[shape.size()];
        images.read(index, values, 0);
        figures.add("""
                <figure><img class="pixels" alt="%s" src="%s"/><figcaption>%s</figcaption></figure>
                """.formatted(Html.escape(alternative), Png.dataUri(values, shape, scale), caption));
    }

    /** Whether nothing was added. */
    boolean isEmpty() {
        return figures.isEmpty();
    }

    /** The gallery as HTML. */
    String html() {
        return "<div class=\"gallery\">\n" + String.join("", figures) + "</div>\n";
    }
}
