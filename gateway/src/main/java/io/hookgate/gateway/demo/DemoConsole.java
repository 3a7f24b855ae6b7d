package io.hookgate.gateway.demo;

import java.io.PrintStream;

/** Where the demo speaks to the person who started it. */
final class DemoConsole {
    private DemoConsole() {}

    static void print(String line) {
        PrintStream out = System.out;
        out.println("  demo  " + line);
    }
}
