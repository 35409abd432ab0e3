package io.fovea.bench.models;

import java.util.List;

import io.fovea.Model;

/** The models by name, for command lines. */
public final class Models {
    /** The names, as {@link #create} knows them. */
    public static final List<String> NAMES = List.of("tutorial", "vgg_small", "resnet20", "resnet18");

    private Models() {}

    /**
     * A model with random weights.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static Model create(String name) {
        return switch (name) {
            case "tutorial" -> TutorialModel.create();
            case "vgg_small" -> VggSmall.create();
            case "resnet20" -> ResNet20.create();
            case "resnet18" -> ResNet18.create();
            default -> throw new IllegalArgumentException("no model is called '" + name + "'; there are " + NAMES);
        };
    }
}
