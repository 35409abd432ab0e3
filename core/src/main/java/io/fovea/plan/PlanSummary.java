package io.fovea.plan;

import java.util.List;

/**
 * What a plan would be, without its memory.
 *
 * @param bytes outside the heap that the plan would take, weights not counted
 * @param stages a line each, with the work of each
 */
public record PlanSummary(long bytes, List<String> stages) {}
