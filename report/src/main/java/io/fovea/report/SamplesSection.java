package io.fovea.report;

import java.util.ArrayList;
import java.util.List;

/** Images as the model gets them, of every class as far as there is room. */
record SamplesSection(RunData run) implements Section {
    private static final int IMAGES = 20;

    @Override
    public String heading() {
        return "What the images look like";
    }

    @Override
    public String body() {
        if (!run.hasImages()) {
            return "";
        }
        Gallery gallery = new Gallery(run.samples().images());
        int[] truth = run.truth();
        for (int i : chosen(truth, run.classNames().size())) {
            String name = run.classNames().get(truth[i]);
            gallery.add(i, run.part() + " image " + i + ": " + name, Html.escape(name));
        }
        return "<p>Images of the " + run.part()
                + " data with their true classes: the first of each class, then the second, and so "
                + "on.</p>\n"
                + gallery.html();
    }

    /** The first sample of each class, then the second of each, until there are enough. */
    static List<Integer> chosen(int[] truth, int classes) {
        List<Integer> chosen = new ArrayList<>();
        int most = Math.ceilDiv(IMAGES, Math.min(IMAGES, classes));
        List<List<Integer>> rounds = new ArrayList<>();
        int[] seen = new int[classes];
        for (int i = 0; i < truth.length; i++) {
            int round = seen[truth[i]]++;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(i);
        }
        for (List<Integer> round : rounds.subList(0, Math.min(most, rounds.size()))) {
            round.stream().sorted((a, b) -> Integer.compare(truth[a], truth[b])).forEach(chosen::add);
        }
        return chosen.subList(0, Math.min(IMAGES, chosen.size()));
    }
}
