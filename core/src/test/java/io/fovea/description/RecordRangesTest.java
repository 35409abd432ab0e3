package io.fovea.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.activations.Activations;
import io.fovea.initializers.Constant;
import io.fovea.initializers.RandomNormal;
import io.fovea.initializers.RandomUniform;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.Activation;
import io.fovea.layers.ActivityRegularization;
import io.fovea.layers.Add;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Rescaling;
import io.fovea.losses.BinaryCrossentropy;
import io.fovea.losses.BinaryFocalCrossentropy;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.losses.CategoricalFocalCrossentropy;
import io.fovea.losses.CategoricalGeneralizedCrossEntropy;
import io.fovea.losses.CategoricalHinge;
import io.fovea.losses.CosineSimilarity;
import io.fovea.losses.Dice;
import io.fovea.losses.Hinge;
import io.fovea.losses.Huber;
import io.fovea.losses.KLDivergence;
import io.fovea.losses.LogCosh;
import io.fovea.losses.Loss;
import io.fovea.losses.MeanAbsoluteError;
import io.fovea.losses.MeanAbsolutePercentageError;
import io.fovea.losses.MeanSquaredError;
import io.fovea.losses.MeanSquaredLogarithmicError;
import io.fovea.losses.Poisson;
import io.fovea.losses.Reduction;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.losses.SquaredHinge;
import io.fovea.losses.Tversky;
import io.fovea.metrics.AUC;
import io.fovea.metrics.Accuracy;
import io.fovea.metrics.BinaryAccuracy;
import io.fovea.metrics.BinaryIoU;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.metrics.CohenKappa;
import io.fovea.metrics.ConcordanceCorrelation;
import io.fovea.metrics.ConfusionMatrix;
import io.fovea.metrics.FBetaScore;
import io.fovea.metrics.FalseNegatives;
import io.fovea.metrics.FalsePositives;
import io.fovea.metrics.IoU;
import io.fovea.metrics.LossMetric;
import io.fovea.metrics.MatthewsCorrelation;
import io.fovea.metrics.Metric;
import io.fovea.metrics.PearsonCorrelation;
import io.fovea.metrics.Precision;
import io.fovea.metrics.PrecisionAtRecall;
import io.fovea.metrics.R2Score;
import io.fovea.metrics.Recall;
import io.fovea.metrics.RecallAtPrecision;
import io.fovea.metrics.RootMeanSquaredError;
import io.fovea.metrics.SensitivityAtSpecificity;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.metrics.SparseTopKCategoricalAccuracy;
import io.fovea.metrics.SpecificityAtSensitivity;
import io.fovea.metrics.TopKCategoricalAccuracy;
import io.fovea.metrics.TrueNegatives;
import io.fovea.metrics.TruePositives;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.SGD;
import io.fovea.training.Checkpoints;
import io.fovea.training.FitOptions;
import io.fovea.training.OutputSpec;

/** Every numeric component of every description, at the ends of its range and beyond. */
class RecordRangesTest {
    private static final List<Record> RECORDS = List.of(
            Activation.of(Activations.RELU), ActivityRegularization.of(0, 0), Add.of(), AveragePooling2D.of(2),
            BatchNormalization.of(),
            Concatenate.of(),
            Conv2D.of(4, 3), Dense.of(3), Dropout.of(0.5), Flatten.of(), GlobalAveragePooling2D.of(),
            GlobalMaxPooling2D.of(), Input.of(4), MaxPooling2D.of(2), Rescaling.of(0.5), new Adam(),
            new SGD(0.1, 0.9, true), FitOptions.epochs(1), Checkpoints.in(Path.of("checkpoints")), new Constant(0.5),
            new RandomNormal(), new RandomUniform(-3e38, 3e38), VarianceScaling.HE_NORMAL,
            new SparseCategoricalCrossentropy(),
            new CategoricalCrossentropy(), new SparseTopKCategoricalAccuracy(), new SparseCategoricalAccuracy(),
            new CategoricalAccuracy(), new BinaryCrossentropy(), new BinaryFocalCrossentropy(),
            new CategoricalFocalCrossentropy(), new CategoricalGeneralizedCrossEntropy(), new KLDivergence(),
            new Poisson(),
            new Hinge(), new SquaredHinge(), new CategoricalHinge(), new MeanSquaredError(), new MeanAbsoluteError(),
            new MeanAbsolutePercentageError(), new MeanSquaredLogarithmicError(), new Huber(), new LogCosh(),
            new CosineSimilarity(), new Dice(), new Tversky(), (Record) new Hinge().reduction(Reduction.SUM),
            (Record) Loss.of("own", (y, t) -> y, (y, t) -> 1), OutputSpec.of("out", new Hinge()), new Accuracy(),
            new BinaryAccuracy(), new TopKCategoricalAccuracy(), new LossMetric(new Hinge()),
            new RootMeanSquaredError(),
            new io.fovea.metrics.CosineSimilarity(), new PearsonCorrelation(), new ConcordanceCorrelation(),
            new Precision(), new Recall(), new TruePositives(), new FalsePositives(), new TrueNegatives(),
            new FalseNegatives(), new AUC(), new PrecisionAtRecall(0.5), new RecallAtPrecision(0.5),
            new SensitivityAtSpecificity(0.5), new SpecificityAtSensitivity(0.5), FBetaScore.f1(), IoU.mean(1),
            new BinaryIoU(), new ConfusionMatrix(2), new CohenKappa(2), new MatthewsCorrelation(2), new R2Score(),
            (Record) Metric.of("own", (y, t) -> 0));

    private static final List<Integer> WHOLE = List.of(0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final List<Double> REAL = List.of(
            0.0, -0.0, 0.5, 1.0, -0.5, 0.99999999999, 2.0, Double.MIN_VALUE, 1e300, -1e300, Double.NaN,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** What a component takes, by its name, where that is not the same for all of its type; the default is 1 or more. */
    private static final Map<String, Set<Double>> ALLOWED = new LinkedHashMap<>();

    static {
        Set<Double> fraction = Set.of(0.0, -0.0, 0.5, Double.MIN_VALUE);
        Set<Double> positive = Set.of(0.5, 1.0, 0.99999999999, 2.0);
        Set<Double> notNegative = Set.of(0.0, -0.0, 0.5, 1.0, 0.99999999999, 2.0, Double.MIN_VALUE);
        Set<Double> finite = Set.of(0.0, -0.0, 0.5, 1.0, -0.5, 0.99999999999, 2.0, Double.MIN_VALUE);
        for (String name : List.of("momentum", "rate", "beta1", "beta2")) {
            ALLOWED.put(name, fraction);
        }
        ALLOWED.put("epsilon", positive);
        ALLOWED.put("learningRate", positive);
        ALLOWED.put("deviation", notNegative);
        for (String name : List.of("scale", "offset", "value", "mean", "low", "high")) {
            ALLOWED.put(name, finite);
        }
        ALLOWED.put("VarianceScaling.scale", positive);
        Set<Double> unit = Set.of(0.0, -0.0, 0.5, 1.0, 0.99999999999, Double.MIN_VALUE);
        for (String name : List.of(
                "labelSmoothing", "threshold", "recall", "precision", "specificity", "sensitivity",
                "BinaryFocalCrossentropy.alpha")) {
            ALLOWED.put(name, unit);
        }
        for (String name : List.of("gamma", "alpha", "Tversky.beta", "l1", "l2")) {
            ALLOWED.put(name, notNegative);
        }
        ALLOWED.put("delta", positive);
        ALLOWED.put("q", Set.of(0.5));
        ALLOWED.put("beta", positive);
        ALLOWED.put("weight", finite);
    }

    /** Of the whole numbers those that are not 1 or more. */
    private static final Map<String, Set<Integer>> ALLOWED_WHOLE = Map.of(
            "numThresholds", Set.of(), "numRegressors", Set.of(0, 1, Integer.MAX_VALUE), "numClasses", Set.of(),
            "IoU.numClasses", Set.of(1));

    private static boolean allowed(Record record, RecordComponent component, int value) {
        String name = component.getName();
        String own = record.getClass().getSimpleName() + "." + name;
        Set<Integer> set = ALLOWED_WHOLE.getOrDefault(own, ALLOWED_WHOLE.get(name));
        return set == null ? value >= 1 : set.contains(value);
    }

    private static Set<Double> allowed(Record record, RecordComponent component) {
        String name = component.getName();
        String own = record.getClass().getSimpleName() + "." + name;
        return ALLOWED.containsKey(own) ? ALLOWED.get(own) : ALLOWED.get(name);
    }

    static List<Arguments> values() {
        List<Arguments> all = new ArrayList<>();
        for (Record record : RECORDS) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                if (component.getType() == int.class) {
                    WHOLE.forEach(
                            v -> all.add(Arguments.of(record, component.getName(), v, allowed(record, component, v))));
                } else if (component.getType() == double.class) {
                    REAL.forEach(v -> all.add(Arguments.of(
                            record, component.getName(), v, allowed(record, component).contains(v))));
                }
            }
        }
        return all;
    }

    /** The record with one component changed, through the constructor that all withers end in. */
    private static Record with(Record record, String name, Object value) throws Throwable {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].getName().equals(name) ? value : components[i].getAccessor().invoke(record);
        }
        Constructor<? extends Record> constructor = record.getClass().getConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void aNumberIsTakenOrRefusedByName(Record record, String component, Number value, boolean allowed)
            throws Throwable {
        if (allowed) {
            assertThat(with(record, component, value)).isNotNull();
        } else {
            assertThatThrownBy(() -> with(record, component, value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(record.getClass().getSimpleName() + ": " + component + " is ")
                    .hasMessageEndingWith(", but got " + value);
        }
    }

    static List<Arguments> references() {
        List<Arguments> all = new ArrayList<>();
        for (Record record : RECORDS) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                if (!component.getType().isPrimitive()) {
                    all.add(Arguments.of(record, component.getName()));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("references")
    void nullIsRefusedByName(Record record, String component) {
        assertThatThrownBy(() -> with(record, component, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(record.getClass().getSimpleName() + ": " + component + " is required, but got null");
    }

    /** A new record of these packages must be listed above, or its ranges would go untested. */
    @Test
    void everyDescriptionIsListed() {
        Set<String> found = new TreeSet<>();
        new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.fovea.layers", "io.fovea.losses", "io.fovea.metrics", "io.fovea.optimizers",
                        "io.fovea.initializers", "io.fovea.training")
                .stream().filter(c -> c.isRecord() && c.getModifiers().toString().contains("PUBLIC"))
                .forEach(c -> found.add(c.getName()));
        Set<String> listed = new TreeSet<>();
        RECORDS.forEach(r -> listed.add(r.getClass().getName()));
        // Results, which no user makes.
        found.removeAll(Set.of("io.fovea.layers.Weight", "io.fovea.training.History$Epoch"));
        assertThat(listed).isEqualTo(found);
    }

    @Test
    void messagesNameLayerComponentRangeAndValue() {
        assertThatThrownBy(() -> Conv2D.of(0, 3)).hasMessage("Conv2D: filters is 1 or more, but got 0");
        assertThatThrownBy(() -> new RandomUniform(1, 0))
                .hasMessage("RandomUniform: high is low (1.0) or more, but got 0.0");
        assertThatThrownBy(() -> Dropout.of(1))
                .hasMessage("Dropout: rate is a float32 number in [0, 1), but got 1.0");
        assertThatThrownBy(() -> Checkpoints.in(Path.of("x")).every(Duration.ofSeconds(-1)))
                .hasMessage("Checkpoints: every is a duration of 0 or more, but got PT-1S");
    }
}
