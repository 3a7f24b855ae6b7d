/** Tests of the API. */
package io.hookgate.delivery.api;
