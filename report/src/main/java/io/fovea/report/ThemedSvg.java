package io.fovea.report;

import java.awt.Color;
import java.util.List;

/**
 * Drawings whose colours follow the page, light or dark: a drawing is made in colours that stand for roles, which then
 * become variables of the page's style.
 */
final class ThemedSvg {
    /** Words and axes. */
    static final Color INK = new Color(1, 2, 3);
    /** Lines that help the eye. */
    static final Color GRID = new Color(4, 5, 6);
    /** The first curve. */
    static final Color FIRST = new Color(7, 8, 9);
    /** The second curve. */
    static final Color SECOND = new Color(10, 11, 12);
    /** Nothing that shows. */
    static final Color NONE = new Color(0, 0, 0, 0);

    private record Role(Color colour, String variable) {}

    private static final List<Role> ROLES = List.of(
            new Role(INK, "--ink"), new Role(GRID, "--line"), new Role(FIRST, "--first"), new Role(SECOND, "--second"));

    private ThemedSvg() {}

    /**
     * A drawing as an element of the page that takes the width it is given.
     *
     * @param svg an SVG element
     * @param width of the drawing, in pixels
     * @param height of the drawing, in pixels
     * @param description what it shows, for those who can't see it; plain text
     */
    static String of(String svg, int width, int height, String description) {
        String drawing = svg.substring(svg.indexOf('>') + 1);
        for (Role role : ROLES) {
            Color c = role.colour();
            drawing = drawing.replace(
                    "rgb(" + c.getRed() + "," + c.getGreen() + "," + c.getBlue() + ")", "var(" + role.variable() + ")");
        }
        return "<svg viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" aria-label=\"" + Html.escape(description)
                + "\">" + drawing;
    }
}
