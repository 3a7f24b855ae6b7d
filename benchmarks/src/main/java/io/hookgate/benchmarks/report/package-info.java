/**
 * How results are shown: as JSON, as Markdown, as charts.
 */
@NullMarked
package io.hookgate.benchmarks.report;

import org.jspecify.annotations.NullMarked;
