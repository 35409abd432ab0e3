package io.fovea.report;

import java.util.Locale;

/** Which part of the data a report is about. */
public enum DataPart {
    /** Data that the training has not used. */
    TEST,
    /** Data that were evaluated after each epoch. */
    VALIDATION,
    /** The data that the weights were trained on. */
    TRAINING;

    /** {@code test}, {@code validation} or {@code training}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
