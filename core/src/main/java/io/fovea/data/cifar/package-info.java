/** The forms in which CIFAR-10 comes, and the cache that holds it in one of them. */
package io.fovea.data.cifar;
