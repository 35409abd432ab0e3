package io.fovea.keras;

import java.util.List;
import java.util.function.Supplier;

import io.fovea.layers.Add;
import io.fovea.layers.Average;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Dot;
import io.fovea.layers.Layer;
import io.fovea.layers.Maximum;
import io.fovea.layers.Minimum;
import io.fovea.layers.Multiply;
import io.fovea.layers.Subtract;

/** Keras's layers that merge several inputs. */
final class MergingFormats {
    static final List<LayerFormat<?>> ALL = List.of(
            plain("Add", Add.class, Add::of),
            plain("Subtract", Subtract.class, Subtract::of),
            plain("Multiply", Multiply.class, Multiply::of),
            plain("Average", Average.class, Average::of),
            plain("Maximum", Maximum.class, Maximum::of),
            plain("Minimum", Minimum.class, Minimum::of),
            LayerFormat.of(
                    "Concatenate", Concatenate.class,
                    config -> Concatenate.of().axis(config.integer(ConfigReader.AXIS)),
                    (layer, name) -> Fields.of(name).with(ConfigReader.AXIS, layer.axis()))
                    .listingInputs().along(AxisRule.ANY),
            LayerFormat.of("Dot", Dot.class, MergingFormats::dot, MergingFormats::dotFields).listingInputs());

    private MergingFormats() {}

    private static <L extends Layer> LayerFormat<L> plain(String className, Class<L> type, Supplier<L> layer) {
        return LayerFormat.of(className, type, config -> layer.get(), (l, name) -> Fields.of(name)).listingInputs();
    }

    /** The axis that is summed over; of vectors 1, of two dimensions 2, both from the end -1. */
    private static Dot dot(Json config) throws KerasFileException {
        int[] axes = config.pair("axes");
        if (axes[0] != axes[1] || axes[0] < -1 || axes[0] == 0 || axes[0] > 2) {
            throw new KerasFileException(
                    config.where() + ": 'axes' is " + axes[0] + ", " + axes[1]
                            + ", but only the last axis of both inputs is supported");
        }
        return Dot.of().normalize(config.flag("normalize"));
    }

    private static Fields dotFields(Dot layer, String name) {
        return Fields.of(name).with("axes", -1).with("normalize", layer.normalize());
    }
}
