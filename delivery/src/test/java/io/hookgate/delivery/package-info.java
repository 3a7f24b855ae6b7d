/** Tests of delivery as a whole, against a real database and real receivers. */
package io.hookgate.delivery;
