/**
 * The plan, a small compiler: from a graph of operations to stages of work over memory that has its place. {@link
 * io.fovea.plan.Plan} lists its passes.
 */
package io.fovea.plan;
