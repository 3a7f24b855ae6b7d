package io.hookgate.benchmarks.routing;

/** Many rules that share most of their conditions and differ in one, and an event that exactly one of them matches. */
public enum Workload {
    /** A customer's number. */
    LITERAL("\"customer\":{\"id\":[\"c%d\"]}"),
    /** The beginning of a path. */
    PREFIX("\"path\":[{\"prefix\":\"/tenants/%d/\"}]"),
    /** The end of a path. */
    SUFFIX("\"path\":[{\"suffix\":\"/orders/%d\"}]"),
    /** A word in a text. */
    CONTAINS("\"text\":[{\"contains\":\"needle-%d;\"}]"),
    /** Two words in a text. */
    WILDCARD("\"text\":[{\"wildcard\":\"*needle-%d;*-end*\"}]"),
    /** A range of amounts. */
    NUMERIC("\"amount\":[{\"numeric\":[\">\",%1$d,\"<=\",%1$d.5]}]"),
    /** Two of three values of the same two fields. */
    PAIR("\"first\":[%2$d,\"x\"],\"second\":[%3$d,\"y\"]"),
    /** A customer's number, and something that nearly every event meets. */
    ANYTHING_BUT("\"state\":[{\"anything-but\":\"state-%1$d\"}],\"customer\":{\"id\":[\"c%1$d\"]}");

    private static final int PAIR_WIDTH = 320;

    private final String condition;

    Workload(String condition) {
        this.condition = condition;
    }

    /** The pattern of one rule as JSON. */
    String pattern(int number) {
        return "{\"source\":[{\"prefix\":\"/shops/\"}],\"type\":[\"order.created\",\"order.paid\"],\"data\":{"
                + String.format(condition, number, number / PAIR_WIDTH, number % PAIR_WIDTH) + "}}";
    }

    /** The event that this rule alone matches, about 600 bytes of JSON in the CloudEvents format. */
    String event(int number) {
        return String.format("""
                {"specversion":"1.0","id":"0192f3c4-7a11-7cc1-b1f2-0a53c6f8a1b2","source":"/shops/7","type":"order.created",
                "time":"2026-11-24T06:00:00Z","subject":"orders/%1$d","datacontenttype":"application/json",
                "data":{"customer":{"id":"c%1$d","name":"Erika Mustermann","country":"DE"},"path":"/tenants/%1$d/orders/%1$d",
                "text":"Lorem ipsum dolor sit amet, consetetur needle-%1$d; sadipscing elitr, sed diam nonumy -end eirmod",
                "amount":%1$d.25,"first":%2$d,"second":%3$d,"state":"open","items":[{"sku":"a","qty":2},{"sku":"b","qty":1}]}}
                """, number, number / PAIR_WIDTH, number % PAIR_WIDTH);
    }
}
