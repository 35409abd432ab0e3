/** One file a lesson: each is a program of its own, and ends with an error when it misses its target. */
package io.fovea.examples;
