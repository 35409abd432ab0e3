/** Losses: the objectives minimized by training. */
package io.fovea.losses;
