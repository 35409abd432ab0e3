/**
 * How CIFAR-10 is located, downloaded, verified and cached; {@link io.fovea.data.cifar.archive} reads its archives. Nothing
 * here is exported; {@link io.fovea.data.Cifar10} is the public entry point.
 */
package io.fovea.data.cifar;
