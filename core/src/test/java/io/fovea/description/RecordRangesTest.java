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
import io.fovea.constraints.MaxNorm;
import io.fovea.constraints.MinMaxNorm;
import io.fovea.constraints.NonNeg;
import io.fovea.constraints.UnitNorm;
import io.fovea.initializers.Constant;
import io.fovea.initializers.RandomNormal;
import io.fovea.initializers.RandomUniform;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.Activation;
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
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.metrics.SparseTopKCategoricalAccuracy;
import io.fovea.optimizers.Adadelta;
import io.fovea.optimizers.Adafactor;
import io.fovea.optimizers.Adagrad;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.AdamW;
import io.fovea.optimizers.Adamax;
import io.fovea.optimizers.ConstantRate;
import io.fovea.optimizers.CosineDecay;
import io.fovea.optimizers.CosineDecayRestarts;
import io.fovea.optimizers.ExponentialDecay;
import io.fovea.optimizers.Ftrl;
import io.fovea.optimizers.Grouped;
import io.fovea.optimizers.InverseTimeDecay;
import io.fovea.optimizers.Lamb;
import io.fovea.optimizers.Lion;
import io.fovea.optimizers.Muon;
import io.fovea.optimizers.Nadam;
import io.fovea.optimizers.OneCycle;
import io.fovea.optimizers.ParameterGroup;
import io.fovea.optimizers.PiecewiseConstantDecay;
import io.fovea.optimizers.PolynomialDecay;
import io.fovea.optimizers.RMSprop;
import io.fovea.optimizers.SGD;
import io.fovea.optimizers.UpdateOptions;
import io.fovea.regularizers.L1;
import io.fovea.regularizers.L1L2;
import io.fovea.regularizers.L2;
import io.fovea.regularizers.OrthogonalRegularizer;
import io.fovea.training.Checkpoints;
import io.fovea.training.FitOptions;

/** Every numeric component of every description, at the ends of its range and beyond. */
class RecordRangesTest {
    private static final List<Record> RECORDS = List.of(
            Activation.of(Activations.RELU), Add.of(), AveragePooling2D.of(2), BatchNormalization.of(),
            Concatenate.of(),
            Conv2D.of(4, 3), Dense.of(3), Dropout.of(0.5), Flatten.of(), GlobalAveragePooling2D.of(),
            GlobalMaxPooling2D.of(), Input.of(4), MaxPooling2D.of(2), Rescaling.of(0.5), new Adam(),
            new SGD(0.1, 0.9, true), new AdamW(), new RMSprop(), new Adamax(), new Nadam(), new Adagrad(),
            new Adadelta(),
            new Ftrl(), new Lion(), new Lamb(), new Adafactor(), new Muon(), UpdateOptions.of(),
            ParameterGroup.ofLayers("dense"), Grouped.of(new SGD()),
            new Grouped.Member(ParameterGroup.ofLayers("dense"), new SGD()), new ConstantRate(0.1),
            new ExponentialDecay(0.1, 7, 0.8), new InverseTimeDecay(0.1, 7, 0.8), new PolynomialDecay(0.1, 7),
            new PiecewiseConstantDecay(List.of(), List.of(0.1)), new CosineDecay(0, 7).warmup(0.1, 3),
            new CosineDecayRestarts(0.1, 7), new OneCycle(0.1, 7), new L1(), new L2(), new L1L2(0, 0),
            new OrthogonalRegularizer(), new MaxNorm(2), new UnitNorm(), new MinMaxNorm(0, 3e38), new NonNeg(),
            FitOptions.epochs(1), Checkpoints.in(Path.of("checkpoints")), new Constant(0.5),
            new RandomNormal(), new RandomUniform(-3e38, 3e38), VarianceScaling.HE_NORMAL,
            new SparseCategoricalCrossentropy(),
            new CategoricalCrossentropy(), new SparseTopKCategoricalAccuracy(), new SparseCategoricalAccuracy(),
            new CategoricalAccuracy());

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
        for (String name : List.of(
                "momentum", "rate", "beta1", "beta2", "rho", "emaMomentum", "adamBeta1", "adamBeta2", "rising")) {
            ALLOWED.put(name, fraction);
        }
        ALLOWED.put("epsilon", positive);
        ALLOWED.put("learningRate", positive);
        for (String name : List.of(
                "initialLearningRate", "highest", "startDivisor", "endDivisor", "power", "mMul", "epsilon1", "epsilon2",
                "clipThreshold", "adamRateRatio", "decayRate")) {
            ALLOWED.put(name, positive);
        }
        for (String name : List.of(
                "deviation", "weightDecay", "clipNorm", "globalClipNorm", "clipValue", "adamWeightDecay", "rmsRate",
                "initialAccumulator", "l1", "l2", "l2Shrinkage", "endLearningRate", "alpha", "factor", "maxValue",
                "minValue", "InverseTimeDecay.decayRate", "CosineDecay.initialLearningRate", "Ftrl.beta")) {
            ALLOWED.put(name, notNegative);
        }
        ALLOWED.put("tMul", Set.of(1.0, 0.99999999999, 2.0));
        ALLOWED.put("MinMaxNorm.rate", Set.of(0.0, -0.0, 0.5, 1.0, 0.99999999999, Double.MIN_VALUE));
        for (String name : List.of("scale", "offset", "value", "mean", "low", "high", "a", "b", "c", "beta2Decay")) {
            ALLOWED.put(name, finite);
        }
        ALLOWED.put("VarianceScaling.scale", positive);
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
                    int least = component.getName().equals("warmupSteps") ? 0 : 1;
                    WHOLE.forEach(v -> all.add(Arguments.of(record, component.getName(), v, v >= least)));
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
                        "io.fovea.initializers", "io.fovea.regularizers", "io.fovea.constraints", "io.fovea.training")
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
