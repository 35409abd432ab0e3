package io.fovea.report;

import java.util.List;

/** What the numbers tell, in words. */
record ConclusionsSection(List<String> sentences) implements Section {
    @Override
    public String heading() {
        return "What the run tells";
    }

    @Override
    public String body() {
        StringBuilder list = new StringBuilder("<ul class=\"conclusions\">\n");
        sentences.forEach(s -> list.append("<li>").append(Html.escape(s)).append("</li>\n"));
        return list.append("</ul>\n").toString();
    }
}
