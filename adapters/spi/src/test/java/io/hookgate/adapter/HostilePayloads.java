package io.hookgate.adapter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bodies that nobody should send: a fixed list, and seeded mutations of a valid one. */
public final class HostilePayloads {
    private static final long SEED = 23;
    private static final int MUTATIONS = 180;
    private static final int LARGE = 1 << 18;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "null",
            "true",
            "0",
            "-1",
            "1e999999999",
            "\"\"",
            "[]",
            "{}",
            "[[]]",
            "[{}]",
            "[null,1,\"x\"]",
            "{\"\":\"\"}",
            "{\"a\":1}{\"a\":2}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":\"\\ud800\"}",
            "[{\"a\":\"\\ud800\"}]",
            "{\"a\":\"\\u0000\"}",
            "{\"a\":NaN}",
            "{'a':1}",
            "{\"a\":01}",
            "// comment\n{}",
            "\ufeff{\"a\":1}",
            "<xml/>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;\">]><x>&c;</x>",
            "<a><b></a></b>",
            "a=1&b=%zz&%=&==&&a=2",
            "payload=%7B%22a%22%3A1%7D",
            "\r\n\r\n",
            "${jndi:ldap://localhost/a}");

    private HostilePayloads() {}

    /** The fixed list, then mutations of {@code valid}. */
    public static Stream<byte[]> like(byte[] valid) {
        return Stream.of(fixed(), mutations(valid, SEED)).flatMap(payloads -> payloads);
    }

    private static Stream<byte[]> fixed() {
        return Stream.of(
                        TEXTS.stream(),
                        Stream.of(
                                "[".repeat(LARGE),
                                "{\"a\":".repeat(LARGE / 8),
                                "{\"a\":".repeat(500) + "1" + "}".repeat(500),
                                "{\"a\":" + "9".repeat(100_000) + "}",
                                "{\"" + "k".repeat(LARGE / 2) + "\":1}",
                                "{\"a\":\"" + "v".repeat(LARGE) + "\"}",
                                "<a>".repeat(LARGE / 4)))
                .flatMap(texts -> texts)
                .flatMap(text -> Stream.of(
                        text.getBytes(StandardCharsets.UTF_8),
                        text.length() > 1000 ? new byte[] {1} : text.getBytes(StandardCharsets.UTF_16)));
    }

    /** Mutations of {@code valid}, others for each seed. */
    public static Stream<byte[]> mutations(byte[] valid, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, MUTATIONS).mapToObj(i -> switch (i % 6) {
            case 0 -> randomBytes(random);
            case 1 -> Arrays.copyOf(valid, valid.length == 0 ? 0 : random.nextInt(valid.length));
            case 2 -> replaced(valid, random);
            case 3 -> repeated(valid, random);
            case 4 -> withBadUtf8(valid, random);
            default -> removed(valid, random);
        });
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(2048)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] replaced(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int i = 0; i < bytes.length && i < 1 + random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] repeated(byte[] valid, Random random) {
        int from = random.nextInt(valid.length + 1);
        return join(Arrays.copyOf(valid, from), valid, Arrays.copyOfRange(valid, from, valid.length));
    }

    private static byte[] withBadUtf8(byte[] valid, Random random) {
        int from = random.nextInt(valid.length + 1);
        byte[] bad = {(byte) 0xC0, (byte) 0xA0, (byte) 0xED, (byte) 0xA0, (byte) 0x80, (byte) 0xFF};
        return join(Arrays.copyOf(valid, from), bad, Arrays.copyOfRange(valid, from, valid.length));
    }

    private static byte[] removed(byte[] valid, Random random) {
        int from = random.nextInt(valid.length + 1);
        int to = Math.min(valid.length, from + 1 + random.nextInt(8));
        return join(Arrays.copyOf(valid, from), Arrays.copyOfRange(valid, to, valid.length));
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}
