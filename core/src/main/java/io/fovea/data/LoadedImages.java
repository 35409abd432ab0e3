package io.fovea.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Images that were read from files.
 *
 * @param files those that could be read, in the order in which they were given
 * @param samples their pixels, as numbers of [0, 1]
 */
public record LoadedImages(List<Path> files, ByteSamples samples) {}
