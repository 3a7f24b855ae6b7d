/**
 * How a request proves who sent it.
 */
@NullMarked
package io.hookgate.adapter.generic.verification;

import org.jspecify.annotations.NullMarked;
