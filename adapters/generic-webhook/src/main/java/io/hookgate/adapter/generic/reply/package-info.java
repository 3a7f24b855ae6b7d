/**
 * How a sender is answered, whether it has sent events or is checking the URL.
 */
@NullMarked
package io.hookgate.adapter.generic.reply;

import org.jspecify.annotations.NullMarked;
