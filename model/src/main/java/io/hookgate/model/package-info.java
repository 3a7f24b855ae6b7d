/**
 * The vocabulary that every module shares; its secret is how an event is encoded.
 */
@NullMarked
package io.hookgate.model;

import org.jspecify.annotations.NullMarked;
