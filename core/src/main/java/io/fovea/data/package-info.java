/**
 * Data sets: samples that can be read in any order, with their labels, from archives, folders of images and arrays.
 */
package io.fovea.data;
