package io.hookgate.local;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A program that starts servers as the application does, prints what it has got, and goes on until its standard input
 * ends. Then it ends itself without closing anything.
 */
final class RunServers {
    static final String READY = "ready";
    static final String FAILED = "failed: ";

    private RunServers() {}

    /**
     * Runs it.
     *
     * @param arguments data directory, and names of {@link Part}s
     */
    public static void main(String[] arguments) throws Exception {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        List.of(arguments).subList(1, arguments.length).forEach(name -> parts.add(Part.valueOf(name)));
        try {
            LocalRuntime runtime = LocalRuntime.start(Path.of(arguments[0]), parts, new ProgressPrinter(System.out));
            runtime.postgres().ifPresent(postgres -> {
                System.out.println("jdbc " + postgres.jdbcUrl());
                System.out.println("password " + postgres.password());
            });
            System.out.println(READY);
        } catch (StartFailedException e) {
            System.out.println(FAILED + e.getMessage());
            System.exit(1);
        }
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }
}
