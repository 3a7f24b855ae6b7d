/** The console for people; its secret is how pages look and what they are put together from. */
@NullMarked
package io.hookgate.gateway.console;

import org.jspecify.annotations.NullMarked;
