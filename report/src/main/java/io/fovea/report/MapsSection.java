package io.fovea.report;

import io.fovea.data.FloatSamples;
import io.fovea.data.Samples;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** One picture of the samples, and what each filter of the first convolution makes of it. */
record MapsSection(RunData run) implements Section {
    private static final int FILTERS = 32;

    @Override
    public String heading() {
        return "What the first layer sees in a picture";
    }

    @Override
    public String body() {
        return run.hasImages() ? FirstLayer.of(run.model()).map(this::maps).orElse("") : "";
    }

    private String maps(FirstLayer layer) {
        Samples samples = run.samples().images();
        float[] picture = new float[samples.shape().size()];
        samples.read(0, picture, 0);
        Tensor maps = layer.maps(new FloatSamples(new Tensor(1, samples.shape(), picture)));
        Shape map = maps.sampleShape().withChannels(1);
        int shown = Math.min(FILTERS, maps.sampleShape().channels());
        StringBuilder html = new StringBuilder(String.format(
                """
                        <p>Image 0 of the %s data, then the outputs of %d filters of the layer %s, each from its smallest number, black, to \
                        its largest, white: bright where the picture looks like the filter.</p>
                        <div class="filters">
                        """,
                run.part(), shown, Html.escape(layer.name())));
        append(html, "the picture", Png.dataUri(picture, samples.shape(), PixelScale.of(samples)));
        for (int f = 0; f < shown; f++) {
            float[] values = FirstLayer.channel(maps, f).values();
            append(html, "output of filter " + f, Png.dataUri(values, map, PixelScale.spanning(values)));
        }
        return html.append("</div>\n").toString();
    }

    private static void append(StringBuilder html, String what, String image) {
        html.append("<img class=\"pixels\" alt=\"").append(what).append("\" src=\"").append(image).append("\"/>\n");
    }
}
