package io.fovea.report;

/** A part of the page under a heading of its own. */
interface Section {
    /** The heading, plain text. */
    String heading();

    /** What stands below it, as HTML; empty: the run has nothing of this kind, and the section is left out. */
    String body();
}
