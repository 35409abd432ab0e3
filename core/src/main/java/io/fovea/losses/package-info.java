/** What a training makes small. */
package io.fovea.losses;
