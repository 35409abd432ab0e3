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
import java.util.function.IntPredicate;

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
import io.fovea.initializers.Dirac;
import io.fovea.initializers.Identity;
import io.fovea.initializers.Orthogonal;
import io.fovea.initializers.RandomNormal;
import io.fovea.initializers.RandomUniform;
import io.fovea.initializers.TruncatedNormal;
import io.fovea.initializers.VarianceScaling;
import io.fovea.initializers.Whitening;
import io.fovea.layers.Activation;
import io.fovea.layers.ActivityRegularization;
import io.fovea.layers.AdaptiveAveragePooling2D;
import io.fovea.layers.AdaptiveMaxPooling2D;
import io.fovea.layers.Add;
import io.fovea.layers.AlphaDropout;
import io.fovea.layers.AlternatingFlip;
import io.fovea.layers.AugMix;
import io.fovea.layers.AutoContrast;
import io.fovea.layers.Average;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.CenterCrop;
import io.fovea.layers.Concatenate;
import io.fovea.layers.ContrastLimitedAdaptiveHistogramEqualization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Conv2DTranspose;
import io.fovea.layers.Cropping2D;
import io.fovea.layers.CutMix;
import io.fovea.layers.Cutout;
import io.fovea.layers.Dense;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.Dot;
import io.fovea.layers.Dropout;
import io.fovea.layers.ELU;
import io.fovea.layers.Equalization;
import io.fovea.layers.Flatten;
import io.fovea.layers.GatedLinearUnit;
import io.fovea.layers.GaussianDropout;
import io.fovea.layers.GaussianNoise;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.GlobalSumPooling2D;
import io.fovea.layers.GroupNormalization;
import io.fovea.layers.Input;
import io.fovea.layers.LayerNormalization;
import io.fovea.layers.LeakyReLU;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Maximum;
import io.fovea.layers.Maxout;
import io.fovea.layers.Minimum;
import io.fovea.layers.MixUp;
import io.fovea.layers.Multiply;
import io.fovea.layers.Normalization;
import io.fovea.layers.PReLU;
import io.fovea.layers.Permute;
import io.fovea.layers.RMSNormalization;
import io.fovea.layers.RandAugment;
import io.fovea.layers.RandomBrightness;
import io.fovea.layers.RandomColorDegeneration;
import io.fovea.layers.RandomColorJitter;
import io.fovea.layers.RandomContrast;
import io.fovea.layers.RandomCrop;
import io.fovea.layers.RandomElasticTransform;
import io.fovea.layers.RandomErasing;
import io.fovea.layers.RandomFlip;
import io.fovea.layers.RandomGaussianBlur;
import io.fovea.layers.RandomGrayscale;
import io.fovea.layers.RandomHue;
import io.fovea.layers.RandomInvert;
import io.fovea.layers.RandomPerspective;
import io.fovea.layers.RandomPosterization;
import io.fovea.layers.RandomRotation;
import io.fovea.layers.RandomSaturation;
import io.fovea.layers.RandomSharpness;
import io.fovea.layers.RandomShear;
import io.fovea.layers.RandomTranslation;
import io.fovea.layers.RandomZoom;
import io.fovea.layers.Range;
import io.fovea.layers.ReLU;
import io.fovea.layers.RepeatVector;
import io.fovea.layers.Rescaling;
import io.fovea.layers.Reshape;
import io.fovea.layers.Resizing;
import io.fovea.layers.SeparableConv2D;
import io.fovea.layers.Softmax;
import io.fovea.layers.Solarization;
import io.fovea.layers.SpatialDropout2D;
import io.fovea.layers.StochasticDepth;
import io.fovea.layers.Subtract;
import io.fovea.layers.SumPooling2D;
import io.fovea.layers.UnitNormalization;
import io.fovea.layers.UpSampling2D;
import io.fovea.layers.ZeroPadding2D;
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
import io.fovea.optimizers.ScheduleFreeAdamW;
import io.fovea.optimizers.UpdateOptions;
import io.fovea.regularizers.L1;
import io.fovea.regularizers.L1L2;
import io.fovea.regularizers.L2;
import io.fovea.regularizers.OrthogonalRegularizer;
import io.fovea.tensor.Shape;
import io.fovea.training.Checkpoints;
import io.fovea.training.FitOptions;
import io.fovea.training.OutputSpec;

/** Every numeric component of every description, at the ends of its range and beyond. */
class RecordRangesTest {
    private static final List<Record> RECORDS = List.of(
            AlternatingFlip.of(), Range.of(-3e38, 3e38), new MixUp("", 0.2), CutMix.of(), Cutout.of(3), RandomFlip.of(),
            RandomCrop.of(4, 4), RandomTranslation.of(0.1, 0.1), RandomRotation.of(0.1), RandomZoom.of(0.1),
            RandomShear.of(0.1, 0.1), RandomContrast.of(0.1), RandomBrightness.of(0.1), RandomSaturation.of(0.1),
            RandomHue.of(0.1), RandomErasing.of(0.1), RandomColorDegeneration.of(0.1), RandomSharpness.of(0.1),
            RandomInvert.of(0.1), Solarization.of(0.1, 0.1), AutoContrast.of(), Equalization.of(),
            RandomGrayscale.of(0.1), RandomColorJitter.of(), RandAugment.of(), AugMix.of(),
            RandomPerspective.of(), RandomElasticTransform.of(),
            ContrastLimitedAdaptiveHistogramEqualization.of(), RandomGaussianBlur.of(0.1), RandomPosterization.of(1, 8),
            Activation.of(Activations.RELU), ReLU.of(), LeakyReLU.of(), ELU.of(), Softmax.of(), GatedLinearUnit.of(),
            Maxout.of(3, 2), new TruncatedNormal(), new Orthogonal(), new Identity(), new Dirac(),
            new Whitening(Shape.of(1, 1, 1), List.of(1.0)),
            ActivityRegularization.of(0, 0), Add.of(), AdaptiveAveragePooling2D.of(2, 3), AdaptiveMaxPooling2D.of(2, 3),
            AlphaDropout.of(0.5), Average.of(), AveragePooling2D.of(2),
            BatchNormalization.of(), CenterCrop.of(2, 3), Concatenate.of(), Conv2D.of(4, 3), Conv2DTranspose.of(4, 3),
            new Conv2DTranspose.OutputPadding(0, 0), Cropping2D.of(1), Dense.of(3), DepthwiseConv2D.of(3), Dot.of(),
            Dropout.of(0.5), Flatten.of(), GaussianDropout.of(0.5), GaussianNoise.of(0.5),
            GlobalAveragePooling2D.of(), GlobalSumPooling2D.of(), GroupNormalization.of(2), LayerNormalization.of(),
            Maximum.of(), Minimum.of(), Multiply.of(), Normalization.of(0, 1), Permute.of(2, 1), PReLU.of(),
            RMSNormalization.of(), RepeatVector.of(2), Reshape.of(2, -1), Resizing.of(3, 2), SeparableConv2D.of(4, 3),
            SpatialDropout2D.of(0.5), StochasticDepth.of(0.5), Subtract.of(), SumPooling2D.of(2),
            UnitNormalization.of(),
            UpSampling2D.of(2), ZeroPadding2D.of(1),
            GlobalMaxPooling2D.of(), Input.of(4), MaxPooling2D.of(2), Rescaling.of(0.5), new Adam(),
            new SGD(0.1, 0.9, true), new AdamW(), new RMSprop(), new Adamax(), new Nadam(), new ScheduleFreeAdamW(),
            new Adagrad(),
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
            new CategoricalAccuracy(), new BinaryCrossentropy(), new BinaryFocalCrossentropy(),
            new CategoricalFocalCrossentropy(), new CategoricalGeneralizedCrossEntropy(), new KLDivergence(),
            new Poisson(),
            new Hinge(), new SquaredHinge(), new CategoricalHinge(), new MeanSquaredError(), new MeanAbsoluteError(),
            new MeanAbsolutePercentageError(), new MeanSquaredLogarithmicError(), new Huber(), new LogCosh(),
            new CosineSimilarity(), new Dice(), new Tversky(), (Record) new Hinge().reduction(Reduction.SUM),
            (Record) Loss.of("own", (y, t) -> y, (y, t) -> 1),
            (Record) Loss.of("own", (t, y) -> y), OutputSpec.of("out", new Hinge()), new Accuracy(),
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
        ALLOWED.put("RandomGrayscale.factor", Set.of(0.0, -0.0, 0.5, 1.0, 0.99999999999, Double.MIN_VALUE));
        for (String name : List.of("MixUp.alpha", "AugMix.alpha")) {
            ALLOWED.put(name, positive);
        }
        for (String name : List.of(
                "scale", "offset", "value", "mean", "low", "high", "fillValue", "clipLimit", "a", "b", "c",
                "beta2Decay")) {
            ALLOWED.put(name, finite);
        }
        ALLOWED.put("VarianceScaling.scale", positive);
        ALLOWED.put("RandomPerspective.scale", Set.of(0.0, -0.0, 0.5, 1.0, 0.99999999999, Double.MIN_VALUE));
        ALLOWED.put("gain", finite);
        ALLOWED.put("learningRatePower", Set.of(0.0, -0.0, -0.5));
        for (String name : List.of("negativeSlope", "ReLU.threshold", "ELU.alpha")) {
            ALLOWED.put(name, notNegative);
        }
        ALLOWED.put("ReLU.maxValue", Set.of(
                0.0, -0.0, 0.5, 1.0, 0.99999999999, 2.0, Double.MIN_VALUE, 1e300, Double.POSITIVE_INFINITY));
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

    /** Which whole numbers a component takes, where they are not those of 1 or more. */
    private static final Map<String, IntPredicate> WHOLE_ALLOWED = Map.ofEntries(
            Map.entry("Concatenate.axis", v -> v != 0),
            Map.entry("Softmax.axis", v -> v == 1 || v == -1),
            Map.entry("Conv2D.groups", v -> v == 1),
            Map.entry("GroupNormalization.groups", v -> v >= 1 || v == -1),
            Map.entry("RandomCrop.padding", v -> v == 0 || v == 1),
            Map.entry("tileRows", v -> v == 1),
            Map.entry("tileColumns", v -> v == 1),
            Map.entry("Equalization.bins", v -> v >= 2),
            Map.entry("RandomPosterization.least", v -> v == 1),
            Map.entry("RandomPosterization.most", v -> v == 1),
            Map.entry("OutputPadding.height", v -> v >= 0),
            Map.entry("OutputPadding.width", v -> v >= 0),
            Map.entry("Cropping2D", v -> v >= 0),
            Map.entry("ZeroPadding2D", v -> v >= 0),
            Map.entry("CosineDecay.warmupSteps", v -> v >= 0),
            Map.entry("ScheduleFreeAdamW.warmupSteps", v -> v >= 0),
            Map.entry("numThresholds", v -> false),
            Map.entry("numRegressors", v -> v == 0 || v == 1 || v == Integer.MAX_VALUE),
            Map.entry("numClasses", v -> false),
            Map.entry("IoU.numClasses", v -> v == 1));

    private static boolean allowed(Record record, RecordComponent component, int value) {
        String type = record.getClass().getSimpleName();
        IntPredicate ofType = WHOLE_ALLOWED.getOrDefault(type, v -> v >= 1);
        IntPredicate ofName = WHOLE_ALLOWED.getOrDefault(component.getName(), ofType);
        return WHOLE_ALLOWED.getOrDefault(type + "." + component.getName(), ofName).test(value);
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
                    WHOLE.forEach(v -> all.add(Arguments.of(
                            record, component.getName(), v, allowed(record, component, v))));
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
        found.removeAll(Set.of(
                "io.fovea.layers.Weight", "io.fovea.training.History$Epoch", "io.fovea.training.NonFiniteLoss"));
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
