/**
 * Our side of the comparison with other frameworks ({@code bench/peers}): a process that trains or infers for as long as a line
 * on its standard input says, answers with a line, and waits meanwhile without using the processor.
 */
package io.fovea.bench.peers;
