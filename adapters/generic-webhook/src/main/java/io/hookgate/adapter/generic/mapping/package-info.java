/**
 * How a request becomes an event: expressions over it, and the attributes that they give.
 */
@NullMarked
package io.hookgate.adapter.generic.mapping;

import org.jspecify.annotations.NullMarked;
