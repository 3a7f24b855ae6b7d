/** Tests of this package, and what other tests need of it. */
package io.hookgate.delivery.bulk;
