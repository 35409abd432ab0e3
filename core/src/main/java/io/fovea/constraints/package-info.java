/** What holds for weights after each update, as Keras names it. */
package io.fovea.constraints;
