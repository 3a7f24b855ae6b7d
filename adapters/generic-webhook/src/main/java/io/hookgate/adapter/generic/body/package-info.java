/**
 * How the bytes of a body become a tree of JSON, whatever they are written in.
 */
@NullMarked
package io.hookgate.adapter.generic.body;

import org.jspecify.annotations.NullMarked;
