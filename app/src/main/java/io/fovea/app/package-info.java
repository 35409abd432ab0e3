/**
 * The {@code fovea} command: a class for each of its words, which reads the arguments, calls the library and prints.
 * Results go to standard output, everything else to standard error.
 */
package io.fovea.app;
