package io.hookgate.rocketmq.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthPrefixedBatchCodecTest {

    private final BatchCodec codec = new LengthPrefixedBatchCodec();

    @Test
    void splitsWhatItJoined() throws Exception {
        List<byte[]> records = List.of("one".getBytes(UTF_8), new byte[0], new byte[70_000]);

        List<byte[]> split = codec.split(codec.join(records));

        assertThat(split).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(split.get(i)).isEqualTo(records.get(i));
        }
    }

    @Test
    void framesWithTheLengthInFourBytes() {
        assertThat(codec.join(List.of("ab".getBytes(UTF_8), "c".getBytes(UTF_8))))
                .containsExactly(0, 0, 0, 2, 'a', 'b', 0, 0, 0, 1, 'c');
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "\0\0\0", "\0\0\0\2x", "\0\0\0\1xy", "\177\177\177\177x", "text"})
    void refusesWhatIsNoBatch(String body) {
        assertThatThrownBy(() -> codec.split(body.getBytes(UTF_8))).isInstanceOf(UndecodableBatchException.class);
    }

    @Test
    void refusesANegativeLength() {
        assertThatThrownBy(() -> codec.split(new byte[] {-1, -1, -1, -1}))
                .isInstanceOf(UndecodableBatchException.class);
    }

    @Test
    void leavesUnbatchedRecordsAsTheyAre() {
        UnbatchedCodec unbatched = new UnbatchedCodec();
        byte[] single = "single".getBytes(UTF_8);

        assertThat(unbatched.maxRecords()).isEqualTo(1);
        assertThat(unbatched.join(List.of(single))).isSameAs(single);
        assertThat(unbatched.split(single)).containsExactly(single);
        assertThatThrownBy(() -> unbatched.join(List.of(single, single))).isInstanceOf(IllegalArgumentException.class);
    }
}
