package io.fovea.report;

import java.util.Map;

/** Where the run came from, so that it can be done again. */
record ProvenanceSection(Map<String, String> provenance) implements Section {
    @Override
    public String heading() {
        return "Where this came from";
    }

    @Override
    public String body() {
        if (provenance.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<dl>\n");
        provenance.forEach((what, value) -> list.append("<dt>").append(Html.escape(what)).append("</dt><dd>")
                .append(Html.escape(value)).append("</dd>\n"));
        return list.append("</dl>\n").toString();
    }
}
