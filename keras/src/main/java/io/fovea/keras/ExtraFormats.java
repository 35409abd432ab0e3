package io.fovea.keras;

import java.util.List;
import java.util.Locale;

import io.fovea.initializers.Constant;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.AlternatingFlip;
import io.fovea.layers.Cutout;
import io.fovea.layers.GlobalSumPooling2D;
import io.fovea.layers.Maxout;
import io.fovea.layers.RandomCrop;
import io.fovea.layers.SumPooling2D;

/**
 * Layers that Keras doesn't have, as registered classes of the package {@code fovea}: {@link KerasExtras} writes the Python file that
 * defines them.
 */
final class ExtraFormats {
    static final List<LayerFormat<?>> ALL = List.of(
            LayerFormat.of("Maxout", Maxout.class, ExtraFormats::maxout, ExtraFormats::maxoutFields).extra(),
            LayerFormat.of(
                    "SumPooling2D", SumPooling2D.class, config -> PoolingFormats.read(config, SumPooling2D::new),
                    (layer, name) -> PoolingFormats.fields(
                            name, layer.poolHeight(), layer.poolWidth(), layer.padding(), layer.strideHeight(),
                            layer.strideWidth()))
                    .extra(),
            LayerFormat.of(
                    "GlobalSumPooling2D", GlobalSumPooling2D.class,
                    config -> GlobalSumPooling2D.of().keepDimensions(PoolingFormats.keepsDimensions(config)),
                    (layer, name) -> PoolingFormats.globalFields(name, layer.keepDimensions()))
                    .extra(),
            LayerFormat.of(
                    "AlternatingFlip", AlternatingFlip.class, config -> AlternatingFlip.of(),
                    (layer, name) -> Fields.of(name))
                    .extra(),
            LayerFormat.of(
                    "Cutout", Cutout.class,
                    config -> Cutout.of(config.integer("size")).fillValue(config.number("fill_value")),
                    (layer, name) -> Fields.of(name).with("size", layer.size()).with("fill_value", layer.fillValue()))
                    .extra(),
            LayerFormat.of(
                    "PaddedRandomCrop", RandomCrop.class,
                    config -> RandomCrop.of(config.integer("height"), config.integer("width"))
                            .padding(config.integer("padding"))
                            .edges(AugmentationTerms.named(config, "edges", RandomCrop.Edges.values())),
                    (layer, name) -> Fields.of(name)
                            .with("height", layer.height())
                            .with("width", layer.width())
                            .with("padding", layer.padding())
                            .with("edges", layer.edges().name().toLowerCase(Locale.ROOT)))
                    .only(layer -> layer.padding() > 0).extra());

    private ExtraFormats() {}

    private static Maxout maxout(Json config) throws KerasFileException {
        return new Maxout(
                "", config.integer("units"), config.integer("pieces"), config.flag("use_bias"),
                Terms.initializer(config, "kernel_initializer", VarianceScaling.GLOROT_UNIFORM),
                Terms.initializer(config, "bias_initializer", Constant.ZEROS));
    }

    private static Fields maxoutFields(Maxout layer, String name) throws KerasFileException {
        return Fields.of(name)
                .with("units", layer.units())
                .with("pieces", layer.pieces())
                .with("use_bias", layer.useBias())
                .with("kernel_initializer", Terms.initializer(layer.kernelInitializer()))
                .with("bias_initializer", Terms.initializer(layer.biasInitializer()));
    }
}
