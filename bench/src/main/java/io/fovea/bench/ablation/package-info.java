/** What each ingredient of a recipe brings: trainings without it. */
package io.fovea.bench.ablation;
