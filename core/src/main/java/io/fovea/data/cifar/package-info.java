/**
 * How CIFAR-10 is found and read: the formats of its archives, the places that it can be had from, and the copy in the
 * cache. Whatever it is read from, it becomes the same bytes in {@link io.fovea.data.cifar.CifarPictures}. Nothing here is
 * exported; {@link io.fovea.data.Cifar10} is what a user calls.
 */
package io.fovea.data.cifar;
