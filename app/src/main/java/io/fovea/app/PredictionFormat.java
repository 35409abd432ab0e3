package io.fovea.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.app.Predictions.Guess;
import io.fovea.app.Predictions.Ranked;

/** The output format of predictions. */
enum PredictionFormat {
    /** A line a sample, for people: {@code cat.png: cat 0.912, dog 0.061, deer 0.011}. */
    TEXT {
        @Override
        String text(List<Ranked> all) {
            return all.stream().map(PredictionFormat::line).collect(Collectors.joining());
        }
    },

    /** An array of objects with {@code input} and {@code predictions}. */
    JSON {
        @Override
        String text(List<Ranked> all) {
            return JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(all.stream().map(PredictionFormat::object).toList()) + "\n";
        }
    },

    /** A table: {@code input,rank,class,index,probability}. */
    CSV {
        @Override
        String text(List<Ranked> all) {
            boolean outputs = all.stream().anyMatch(r -> !r.output().isEmpty());
            StringBuilder text = new StringBuilder(
                    outputs ? "input,output,rank,class,index,probability\n" : "input,rank,class,index,probability\n");
            for (Ranked ranked : all) {
                int rank = 0;
                for (Guess guess : ranked.guesses()) {
                    text.append(quoted(ranked.input())).append(',');
                    text.append(outputs ? quoted(ranked.output()) + "," : "");
                    text.append(++rank).append(',').append(quoted(guess.label())).append(',');
                    text.append(guess.index()).append(',').append(guess.probability()).append('\n');
                }
            }
            return text.toString();
        }
    },

    /** The numbers themselves, as a file of numpy. */
    NPY {
        @Override
        String text(List<Ranked> all) {
            throw new IllegalStateException("npy is no text");
        }
    };

    /** The predictions as text. */
    abstract String text(List<Ranked> all);

    /**
     * The format of a name.
     *
     * @throws UsageException when there is none
     */
    static PredictionFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("--format is text, json, csv or npy, but got '" + name + "'"));
    }

    private static String line(Ranked ranked) {
        String output = ranked.output().isEmpty() ? "" : " " + ranked.output();
        return ranked.input() + output + ": " + ranked.guesses()
                .stream()
                .map(g -> String.format(Locale.ROOT, "%s %.3f", g.label(), g.probability()))
                .collect(Collectors.joining(", ")) + "\n";
    }

    private static Map<String, Object> object(Ranked ranked) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("input", ranked.input());
        if (!ranked.output().isEmpty()) {
            object.put("output", ranked.output());
        }
        List<Map<String, Object>> predictions = new ArrayList<>();
        for (Guess guess : ranked.guesses()) {
            Map<String, Object> prediction = new LinkedHashMap<>();
            prediction.put("class", guess.label());
            prediction.put("index", guess.index());
            prediction.put("probability", guess.probability());
            predictions.add(prediction);
        }
        object.put("predictions", predictions);
        return object;
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
