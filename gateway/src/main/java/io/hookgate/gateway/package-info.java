/**
 * HTTP, assembly, and what a person sees.
 */
@NullMarked
package io.hookgate.gateway;

import org.jspecify.annotations.NullMarked;
