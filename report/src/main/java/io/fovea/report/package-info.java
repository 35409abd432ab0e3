/** What a run looked like: charts, pictures and one self-contained HTML page. */
package io.fovea.report;
