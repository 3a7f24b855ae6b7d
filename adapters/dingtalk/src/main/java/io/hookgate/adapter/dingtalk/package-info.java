/**
 * DingTalk's protocol.
 */
@NullMarked
package io.hookgate.adapter.dingtalk;

import org.jspecify.annotations.NullMarked;
