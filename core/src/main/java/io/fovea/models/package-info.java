/** Known networks, ready to train: {@link io.fovea.models.ModelZoo} has them by name. */
package io.fovea.models;
