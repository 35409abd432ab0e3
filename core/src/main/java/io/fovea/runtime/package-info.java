/** Memory outside the heap, the team of threads, and random numbers that depend on their purpose alone. */
package io.fovea.runtime;
