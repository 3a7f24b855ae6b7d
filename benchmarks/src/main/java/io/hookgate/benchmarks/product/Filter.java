package io.hookgate.benchmarks.product;

import java.util.List;
import java.util.Map;

/**
 * What a subscription matches: each named field has one of the values.
 *
 * @param type the event's type
 * @param data fields of the event's data with the values that match; empty for any data
 */
public record Filter(String type, Map<String, List<String>> data) {

    /** Copies the map. */
    public Filter {
        data = Map.copyOf(data);
    }

    /** Events of this type, whatever they contain. */
    public static Filter type(String type) {
        return new Filter(type, Map.of());
    }

    /** Events of this type about this customer. */
    public static Filter customer(String type, String customer) {
        return new Filter(type, Map.of("customer", List.of(customer)));
    }
}
