/** What is told how a training goes on, and may end it. */
package io.fovea.callbacks;
