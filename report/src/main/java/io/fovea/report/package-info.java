/** What a run looked like: charts, images and one self-contained HTML page. */
package io.fovea.report;
