package io.fovea.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.FloatSamples;
import io.fovea.data.Samples;
import io.fovea.files.AtomicFile;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.tensor.Tensor;

/**
 * What filters see in one picture: a page that needs nothing but itself, and the same as one sheet. Each filter's answer is computed by
 * {@code Conv2D} with its weights.
 *
 * <p>Example: {@code FilterPage.classic(ClassicKernel.Group.EDGES, picture).write(html, png)}
 */
public final class FilterPage {
    private static final int GAP = 8;
    private static final int COLUMNS = 4;
    private static final int WORDS = 18;

    private record Answer(String name, String explanation, BufferedImage picture) {}

    private final String title;
    private final List<Answer> answers = new ArrayList<>();

    private FilterPage(String title) {
        this.title = title;
    }

    /**
     * The kernels of a group on a grey picture. Edges are shown by the magnitude of the answer: black means none. The others are shown as
     * they are, cut at black and white.
     *
     * @param picture {@code [h, w, 1]}, numbers of [0, 1], at least 5 x 5
     */
    public static FilterPage classic(ClassicKernel.Group group, Tensor picture) {
        FilterPage page = new FilterPage("Filters: " + group);
        page.answers.add(new Answer("the picture", "As the filters get it.", grey(picture, new PixelScale(0, 1))));
        for (ClassicKernel kernel : group.kernels()) {
            Conv2D layer = Conv2D.of(1, kernel.size()).useBias(false);
            try (var model = Sequential.of(Input.of(picture.sampleShape().toArray()), layer)) {
                Layer own = model.layers().getLast();
                model.setWeight(own, model.weights(own).getFirst(), kernel.weights());
                Tensor answer = model.predict(List.<Samples>of(new FloatSamples(picture))).getFirst();
                boolean edges = group == ClassicKernel.Group.EDGES;
                Tensor shown = edges ? magnitude(answer) : answer;
                page.answers.add(new Answer(
                        kernel.title(), kernel.explanation(),
                        grey(shown, edges ? reaching(shown.values()) : new PixelScale(0, 1))));
            }
        }
        return page;
    }

    /**
     * The first convolution of a model on a picture, each filter's answer after the layer's activation from its smallest number, black, to
     * its largest, white.
     *
     * @param picture one sample of the model's input
     * @throws IllegalArgumentException when the model has several inputs or no {@code Conv2D}
     */
    public static FilterPage model(Model model, Samples picture) {
        FirstLayer first = FirstLayer.of(model).orElseThrow(() -> new IllegalArgumentException(
                "the filters of a model with one input and a Conv2D can be shown, but " + model.name() + " has "
                        + model.inputs().size() + " inputs and the layers "
                        + model.layers().stream().map(model::layerName).toList()));
        FilterPage page = new FilterPage("Filters of " + first.name());
        Tensor maps = first.maps(picture);
        for (int f = 0; f < maps.sampleShape().channels(); f++) {
            Tensor map = FirstLayer.channel(maps, f);
            page.answers.add(new Answer(
                    "filter " + f, "Bright where the picture looks like the filter.",
                    grey(map, PixelScale.spanning(map.values()))));
        }
        return page;
    }

    private static Tensor magnitude(Tensor tensor) {
        float[] values = tensor.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        return new Tensor(1, tensor.sampleShape(), values);
    }

    private static PixelScale reaching(float[] values) {
        float most = 0;
        for (float value : values) {
            most = Math.max(most, value);
        }
        return new PixelScale(0, most > 0 ? most : 1);
    }

    private static BufferedImage grey(Tensor tensor, PixelScale scale) {
        int height = tensor.sampleShape().dimension(0);
        int width = tensor.sampleShape().dimension(1);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, scale.level(tensor.values()[i]) * 0x010101);
        }
        return image;
    }

    /**
     * Writes both files; each is replaced once the new one is whole.
     *
     * @throws IOException when one can't be written
     */
    public void write(Path html, Path png) throws IOException {
        StringBuilder body = new StringBuilder("<div class=\"charts\">\n");
        for (Answer answer : answers) {
            body.append("<figure><img class=\"pixels\" alt=\"").append(Html.escape(answer.name())).append("\" src=\"")
                    .append(Png.dataUri(answer.picture())).append("\"/><figcaption><b>")
                    .append(Html.escape(answer.name())).append("</b> ").append(Html.escape(answer.explanation()))
                    .append("</figcaption></figure>\n");
        }
        AtomicFile.write(html, Page.html(title, "", body.append("</div>\n").toString()));
        AtomicFile.write(png, out -> ImageIO.write(sheet(), "png", out));
    }

    /** The pictures in rows of four, each with its name below it where Java finds fonts. */
    private BufferedImage sheet() {
        int width = answers.stream().mapToInt(answer -> answer.picture().getWidth()).max().orElse(1) + GAP;
        int height = answers.stream().mapToInt(answer -> answer.picture().getHeight()).max().orElse(1) + GAP + WORDS;
        int columns = Math.min(COLUMNS, answers.size());
        BufferedImage sheet = new BufferedImage(
                columns * width + GAP, Math.ceilDiv(answers.size(), columns) * height + GAP,
                BufferedImage.TYPE_INT_RGB);
        boolean words = CurveChart.fontsAreThere();
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            graphics.setColor(Color.BLACK);
            for (int i = 0; i < answers.size(); i++) {
                BufferedImage picture = answers.get(i).picture();
                int x = GAP + i % columns * width;
                int y = GAP + i / columns * height;
                graphics.drawImage(picture, x, y, null);
                if (words) {
                    graphics.drawString(answers.get(i).name(), x, y + picture.getHeight() + WORDS - 4);
                }
            }
        } finally {
            graphics.dispose();
        }
        return sheet;
    }
}
