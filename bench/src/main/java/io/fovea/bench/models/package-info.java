/** The networks that the comparisons run. */
package io.fovea.bench.models;
