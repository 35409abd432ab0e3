package io.fovea.keras;

import java.util.List;

/** The arguments of a {@link CustomObject} in a file. Each must be there; a message about one names the object and the value. */
public final class CustomConfig {
    private final Json json;

    CustomConfig(Json json) {
        this.json = json;
    }

    /** Whether there is such an argument that is not null. */
    public boolean has(String argument) {
        return json.optional(argument).isPresent();
    }

    /** A string. */
    public String text(String argument) throws KerasFileException {
        return json.text(argument);
    }

    /** A finite number. */
    public double number(String argument) throws KerasFileException {
        return json.number(argument);
    }

    /** A whole number. */
    public int integer(String argument) throws KerasFileException {
        return json.integer(argument);
    }

    /** True or false. */
    public boolean flag(String argument) throws KerasFileException {
        return json.flag(argument);
    }

    /** Numbers, as a list or as a single one. */
    public List<Double> numbers(String argument) throws KerasFileException {
        return json.numbers(argument);
    }
}
