package io.fovea;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import java.util.List;

import io.fovea.constraints.MaxNorm;
import io.fovea.graph.Topology;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.optimizers.Adadelta;
import io.fovea.optimizers.Adafactor;
import io.fovea.optimizers.Adagrad;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.AdamW;
import io.fovea.optimizers.Adamax;
import io.fovea.optimizers.Ftrl;
import io.fovea.optimizers.Grouped;
import io.fovea.optimizers.Lamb;
import io.fovea.optimizers.Lion;
import io.fovea.optimizers.Muon;
import io.fovea.optimizers.Nadam;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.ParameterGroup;
import io.fovea.optimizers.RMSprop;
import io.fovea.optimizers.SGD;
import io.fovea.optimizers.ScheduleFreeAdamW;
import io.fovea.optimizers.UpdateOptions;
import io.fovea.regularizers.L1L2;
import io.fovea.regularizers.OrthogonalRegularizer;

/** Golden trainings of every optimizer and its options, with penalties and constraints. */
final class GoldenOptimizers {
    static final List<GoldenTrainings.Case> ALL = List.of(
            of("SGD", new SGD(0.05), "19cc1528aced98f5209e073efea97a67ef172cca724a0715e59b606305089ea3"),
            of("SGD with Nesterov momentum", new SGD(0.05, 0.9, true),
                    "fa4c11664aca2217fe36986bd4d07be45f3694607d80bf0eb2ec170ee6fbcd8b"),
            of("Adam", new Adam(0.01), "381f30d13118c9e04dce48bc381d982c4168dbcc0d16c5ae13707bd09c6020af"),
            of("Adam with amsgrad", new Adam(0.01).amsgrad(true),
                    "45ccce594f0ba45db24799c158d01bdbaf2aa8f822e0e61538ba448413b37f0a"),
            of("AdamW", new AdamW(0.01), "3872deee50095e661dad16f47ee71c31861ef9f4f51f6feebee48c9d3aa666b1"),
            of("RMSprop", new RMSprop(0.01), "47faeca330bd4a7aea67c6a9fefdd1275fff64849737c1a8fdca566e64aaa510"),
            of("RMSprop, centered, with momentum", new RMSprop(0.01).momentum(0.5).centered(true),
                    "10c5da69ffd8fd184ea3b398f341b067a000c94f4f3a4c8a90d0dca89f4355b0"),
            of("Adamax", new Adamax(0.01), "b1dca4c5b8c25291f06d7c8282a2352f83eb3c897f9d803273970b5de1a89bac"),
            of("Nadam", new Nadam(0.01), "4f8587a118961974f2b17646c83bee4463d4ef0ff9f0fde314ff5e4d37431128"),
            of("ScheduleFreeAdamW, with warm-up", new ScheduleFreeAdamW(0.01).warmupSteps(3),
                    "31270fe30ad1878af80e95d19968533e58cedd65fad93cbe5eadfc0033742031"),
            of("Adagrad", new Adagrad(0.1), "3cf0f76fcc2cf6affce0db4ac9cebfe9cb288855489d96dc662d72271ee97a8c"),
            of("Adadelta", new Adadelta(1), "c500e643a7b5bbf64dfb7b797590a8479f8aae02ebb6e62ccb23f7592ab09beb"),
            of("Ftrl", new Ftrl(0.1), "e5952491e7a52fd2ccaf1cb174eb3901f528d0340fd91abed9bc1e526b4a30d6"),
            of("Ftrl of another power", new Ftrl(0.1).learningRatePower(-0.7),
                    "6d268d34a6943f22344737fb2370d9cf3a9409a16bb708ebf342ca3bd5bde032"),
            of("Lion", new Lion(0.01), "8190e4d009a49b139a8d774cd320e01a2418608b61c79163919c56f93a7a88e1"),
            of("Lamb", new Lamb(0.01), "3ba357ae530d2e81ebd820065e58bb5d7db7b3c7110f89e5ad62be29d34e49a0"),
            of("Adafactor", new Adafactor(0.01), "9378ec45619a93d13a759e127b5379f69a370097fa390c3af383e10dbad495d6"),
            of("Muon on filters, renormalized", new Muon(0.1).convolutions(true).rmsRate(0).renormalizes(true),
                    "1d2dd75dcd7e586f6684043aa13c97caa56ce63d534ade3d03608f94304d7517"),
            of("Muon", new Muon(0.01), "8baa5c5dadc533f6daa6b4b657336d6aa1458e3fccea279af3f1f863e1312639"),
            of("SGD, clipped by the norm of all, with decay",
                    new SGD(0.1, 0.9, true).options(UpdateOptions.of().globalClipNorm(0.5).weightDecay(0.01)),
                    "772bf81625c97183623a347e1997af635d23926033eabb53538077cfc82b8ba1"),
            of("Adam, clipped by norms, averaged",
                    new Adam(0.01).options(UpdateOptions.of().clipNorm(0.5).ema(0.8).emaOverwriteFrequency(3)),
                    "6be7624658c9deb8f2c254d3ac73d239980fdbe3a980b90bee40d484ecdd218f"),
            of("Adam, clipped by value, accumulated",
                    new Adam(0.01).options(UpdateOptions.of().clipValue(0.01).gradientAccumulationSteps(2)),
                    "e5fa9b1d5f886bf25a5493e2f416203042918634f078f5cfdc7a56f4d5560575"),
            of("groups of weights",
                    Grouped.of(new Adam(0.01)).with(ParameterGroup.of("biases", p -> p.rank() == 1), new SGD(0.1))
                            .withRateFactor(ParameterGroup.of("filters", p -> p.rank() == 4), 0.5),
                    "836b7c743f435845554260e03d1a3d9744c7b994c14a2a1ea58968f12a379fd9"));

    private GoldenOptimizers() {}

    private static GoldenTrainings.Case of(String name, Optimizer optimizer, String hash) {
        return new GoldenTrainings.Case(
                name, GoldenOptimizers::model, GoldenTrainings.SPARSE, GoldenTrainings.ACCURACY,
                optimizer, 5, 23, hash);
    }

    private static Topology model() {
        Node in = Input.of(7, 6, 3).apply();
        Node x = Conv2D.of(9, 3).padding(SAME).activation(RELU).kernelRegularizer(new L1L2(1e-4, 1e-3))
                .kernelConstraint(new MaxNorm(0.5)).apply(in);
        Node y = Flatten.of().apply(BatchNormalization.of().apply(x));
        Node z = Dense.of(11).activation(RELU).apply(y);
        Node out = Dense.of(4).activation(SOFTMAX).kernelRegularizer(new OrthogonalRegularizer()).apply(z);
        return new Topology(List.of(in), List.of(out));
    }
}
