/**
 * Readers of the archives that CIFAR-10 is distributed in: tar, Python pickles, binary records, PNG. Whatever the form, the
 * result is the same {@link io.fovea.data.cifar.archive.CifarImages}. Nothing here is exported.
 */
package io.fovea.data.cifar.archive;
