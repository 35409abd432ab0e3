/** A step of one of the models, stage by stage: where its time goes on this machine. */
package io.fovea.bench.stages;
