/** Files and folders that several processes may use at once: writing them atomically, and locking a folder. */
package io.fovea.files;
