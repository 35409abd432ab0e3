package io.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import io.fovea.Graph;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.layers.Dense;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.History;

class ReportTest {
    @TempDir
    Path folder;

    private String written(RunData run) throws IOException {
        Path file = folder.resolve("report.html");
        Report.write(run, file);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        return Files.readString(file);
    }

    private static Document parsed(String html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    private static List<Element> elements(Document page, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = page.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<String> headings(Document page) {
        return elements(page, "h2").stream().map(Element::getTextContent).toList();
    }

    @Test
    void aTrainedModelGivesEveryPart() throws Exception {
        RunData run = Runs.trained(6);
        String html = written(run);
        // Beside the compiled tests, to be looked at in a browser.
        Files.writeString(Path.of("target", "example-report.html"), html);
        Document page = parsed(html);
        assertThat(headings(page)).containsExactly(
                "What the run tells", "Learning curves", "Which classes are confused", "Class by class",
                "The most confident mistakes", "What the first layer looks for",
                "What the first layer sees in a picture", "The activations of its layers",
                "What the images look like",
                "The model",
                "Where this came from");
        // Two curves of the training, and ReLU and softmax.
        assertThat(elements(page, "svg")).hasSize(4);
        assertThat(elements(page, "svg").getFirst().getTextContent())
                .contains("Epoch", "training", "validation")
                .contains("best: epoch ");
        assertThat(elements(page, "svg").getFirst().getAttribute("aria-label"))
                .startsWith("Accuracy over 6 epochs: training");
        assertThat(page.getElementsByTagName("img").getLength()).isGreaterThan(16 + 20);
        ConfusionMatrix matrix = ConfusionMatrix.of(run.truth(), run.predicted(), run.classNames());
        for (String sentence : Conclusions.of(run.history(), matrix, DataPart.TEST, 1)) {
            assertThat(page.getDocumentElement().getTextContent()).contains(sentence);
        }
        assertThat(page.getDocumentElement().getTextContent()).contains("fovea train cifar10 --epochs 6 --seed 1")
                .contains("final validation accuracy")
                .contains(Html.count(run.model().summary().total()) + " weights in all")
                .contains("Each is normalised on its own");
        List<String> maps = elements(page, "img").stream().map(e -> e.getAttribute("alt"))
                .filter(alt -> alt.startsWith("output of filter ")).toList();
        assertThat(maps).hasSizeBetween(1, 32).startsWith("output of filter 0");
        assertThat(html.length()).isLessThan(1_000_000);
    }

    @Test
    void thePageAsksForNothingOutsideItself() throws Exception {
        String html = written(Runs.random(8, 3, Runs.CLASSES, Histories.overfitting()));
        assertThat(html).doesNotContain("http:").doesNotContain("https:").doesNotContain("://")
                .doesNotContain("<script")
                .doesNotContain("@import").doesNotContain("url(\"").contains("default-src 'none'");
        for (Element image : elements(parsed(html), "img")) {
            assertThat(image.getAttribute("src")).startsWith("data:image/png;base64,");
        }
    }

    @Test
    void thePageCanBeReadWithoutSeeingIt() throws Exception {
        Document page = parsed(written(Runs.random(8, 3, Runs.CLASSES, Histories.overfitting())));
        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
        assertThat(elements(page, "h1")).hasSize(1);
        assertThat(elements(page, "img")).allMatch(e -> !e.getAttribute("alt").isBlank());
        assertThat(elements(page, "svg")).allMatch(e -> !e.getAttribute("aria-label").isBlank());
        assertThat(elements(page, "th")).allMatch(e -> List.of("row", "col").contains(e.getAttribute("scope")));
    }

    @Test
    void theColoursOfChartsFollowThePage() throws Exception {
        Document page = parsed(written(Runs.random(8, 3, Runs.CLASSES, Histories.overfitting())));
        for (Element chart : elements(page, "svg")) {
            NodeList parts = chart.getElementsByTagName("*");
            for (int i = 0; i < parts.getLength(); i++) {
                String style = ((Element) parts.item(i)).getAttribute("style");
                assertThat(style.replace("rgb(0,0,0);fill-opacity:0.0", "")).doesNotContain("rgb(");
            }
        }
    }

    @Test
    void whatUsersNamedIsShownAndNotRun() throws Exception {
        List<String> names = List.of("<script>alert(1)</script>", "a\"b' & c\u0000");
        RunData run = Runs.random(8, 1, names, Histories.overfitting());
        Document page = parsed(written(new RunData("<b>title", run.model(), DataPart.TEST, run.samples(), names,
                run.history(), run.probabilities(),
                Map.of("<i>", "</style>"))));
        assertThat(elements(page, "script")).isEmpty();
        assertThat(elements(page, "h1").getFirst().getTextContent()).isEqualTo("<b>title");
        assertThat(elements(page, "th").stream().map(Element::getTextContent)).contains(names.get(0),
                "a\"b' & c\ufffd");
        assertThat(elements(page, "dt").getFirst().getTextContent()).isEqualTo("<i>");
    }

    @Test
    void ofManyClassesTheMatrixShowsTheMostConfused() throws Exception {
        List<String> names = IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
        String html = written(Runs.random(8, 1, names, Histories.overfitting()));
        Element matrix =
                elements(parsed(html), "table").stream().filter(t -> t.getAttribute("class").equals("matrix many"))
                        .findFirst().orElseThrow();
        assertThat(matrix.getElementsByTagName("td").getLength()).isEqualTo(30 * 30);
        assertThat(html).contains("Of 1000 classes these are the 30 with most mistakes").hasSizeLessThan(1_000_000);
    }

    @Test
    void aHistoryWithoutValidationAndOneOfOneEpochAreShown() throws Exception {
        Document without = parsed(written(Runs.random(8, 3, List.of("a", "b"), Histories.withoutValidation(2, 1))));
        assertThat(elements(without, "svg").getFirst().getTextContent()).contains("training")
                .doesNotContain("validation")
                .doesNotContain("best");
        assertThat(without.getDocumentElement().getTextContent()).contains("of the test images recognised");
        Document one = parsed(written(Runs.random(8, 3, List.of("a", "b"), Histories.withoutValidation(2))));
        assertThat(one.getDocumentElement().getTextContent()).contains("to train for one epoch");
        Document none = parsed(written(Runs.random(8, 3, List.of("a", "b"), new History())));
        assertThat(headings(none)).doesNotContain("Learning curves");
    }

    @Test
    void lossesThatAreNoNumbersAreLeftOutOfTheCharts() throws Exception {
        double[] gone = {Double.NaN, Double.NaN};
        double[] blown = {1, Double.POSITIVE_INFINITY};
        for (double[] loss : List.of(gone, blown)) {
            RunData run = Runs.random(8, 3, List.of("a", "b"), Histories.of(loss, gone, loss, gone));
            for (float[] row : run.probabilities()) {
                Arrays.fill(row, Float.NaN);
            }
            Document page = parsed(written(run));
            assertThat(elements(page, "svg")).hasSize(3);
            assertThat(page.getDocumentElement().getTextContent()).contains("the loss is not a finite number")
                    .doesNotContain("NaN").doesNotContain("Infinity");
        }
    }

    @Test
    void largeImagesStaySmallInThePage() throws Exception {
        assertThat(written(Runs.random(300, 3, Runs.CLASSES, Histories.overfitting()))).hasSizeLessThan(1_000_000);
    }

    @Test
    void samplesThatAreNoImagesGiveAReportWithoutImages() throws Exception {
        Node in = Input.of(4).apply();
        Node out = Dense.of(2).apply(in);
        Dataset test = Dataset.of(
                new FloatSamples(new Tensor(2, Shape.of(4), new float[8])), new Labels(new int[]{0, 1}));
        RunData run = new RunData(
                "Vectors", Graph.of(in, out), DataPart.TEST, test, List.of(), new History(),
                new float[][]{{1, 0}, {1, 0}}, Map.of());
        Document page = parsed(written(run));
        assertThat(elements(page, "img")).isEmpty();
        assertThat(headings(page)).containsExactly(
                "What the run tells", "Which classes are confused", "Class by class", "The model");
    }

    @Test
    void aFileThatCantBeWrittenLeavesNothingBehind() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("report.html").resolve("inside"));
        RunData run = Runs.random(8, 3, List.of("a", "b"), new History());
        assertThatThrownBy(() -> Report.write(run, taken.getParent())).isInstanceOf(IOException.class);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(taken.getParent());
        }
    }

    @Test
    void aRunWhosePartsDontFitIsRefused() {
        RunData run = Runs.random(8, 3, List.of("a", "b"), new History());
        assertThatThrownBy(() -> new RunData("x", run.model(), DataPart.TEST, run.samples(), List.of("a", "b", "c"),
                run.history(), run.probabilities(), Map.of()))
                .hasMessage("there are 3 classes, but sample 0 has 2 probabilities");
        assertThatThrownBy(() -> new RunData("x", run.model(), DataPart.TEST, run.samples(), List.of(), run.history(),
                new float[1][2], Map.of()))
                .hasMessageContaining("60 samples and probabilities of 1");
    }
}
