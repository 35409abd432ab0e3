/** Random changes of images in training: one class for each kind of change, and the operations that run them on the workers. */
package io.fovea.ops.augmentation;
