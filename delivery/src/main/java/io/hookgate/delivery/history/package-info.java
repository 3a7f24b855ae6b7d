/**
 * What has become of events and deliveries, for people, and what people may do about it; its secret is how lists of
 * millions of rows stay fast.
 */
@NullMarked
package io.hookgate.delivery.history;

import org.jspecify.annotations.NullMarked;
