/**
 * What happens before and after the application proper: settings, keys, the servers it brings along. Its secret is the
 * order of starting and stopping.
 */
@NullMarked
package io.hookgate.gateway.launch;

import org.jspecify.annotations.NullMarked;
