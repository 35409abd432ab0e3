package io.fovea.report;

import java.util.Optional;

import io.fovea.Model;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Weight;
import io.fovea.tensor.Shape;

/** The weights of the first convolution as images, where it reads one channel or three and so has colours. */
record FiltersSection(Model model) implements Section {
    private static final int FILTERS = 64;

    @Override
    public String heading() {
        return "What the first layer looks for";
    }

    @Override
    public String body() {
        Optional<Conv2D> first =
                model.layers().stream().filter(Conv2D.class::isInstance).map(Conv2D.class::cast).findFirst();
        return first.map(this::filters).orElse("");
    }

    private String filters(Conv2D layer) {
        Weight kernel = model.weights(layer).getFirst();
        Shape image = Shape.of(kernel.shape().dimension(0), kernel.shape().dimension(1), kernel.shape().dimension(2));
        if (image.channels() != 1 && image.channels() != 3) {
            return "";
        }
        float[] weights = model.weight(layer, kernel);
        int shown = Math.min(FILTERS, layer.filters());
        StringBuilder html = new StringBuilder(
                """
                        <p>%s filters of %d × %d of the layer %s. Each is normalised on its own: its smallest weight is shown \
                        as 0 of a colour, its largest as full. A filter answers where the image looks like it: bright to dark \
                        finds edges, a colour finds that colour.</p>
                        <div class="filters">
                        """
                        .formatted(
                                shown < layer.filters() ? "The first " + shown + " of " + layer.filters()
                                        : "The " + shown,
                                layer.kernelHeight(), layer.kernelWidth(), Html.escape(model.layerName(layer))));
        for (int f = 0; f < shown; f++) {
            float[] filter = filter(weights, f, layer.filters(), image.size());
            html.append("<img class=\"pixels\" alt=\"filter ").append(f).append("\" src=\"")
                    .append(Png.dataUri(filter, image, PixelScale.spanning(filter))).append("\"/>\n");
        }
        return html.append("</div>\n").toString();
    }

    /** One filter of a kernel {@code [h, w, c, filters]}. */
    private static float[] filter(float[] weights, int index, int filters, int size) {
        float[] filter = new float[size];
        for (int i = 0; i < size; i++) {
            filter[i] = weights[i * filters + index];
        }
        return filter;
    }
}
