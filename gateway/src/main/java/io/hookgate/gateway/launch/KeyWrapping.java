package io.hookgate.gateway.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How a master key is written where it is kept: as it is, or encrypted by a key that a key service (KMS) keeps. */
interface KeyWrapping {
    /** The key as it is. */
    KeyWrapping NONE = new KeyWrapping() {
        @Override
        public String wrap(String key) {
            return key;
        }

        @Override
        public String unwrap(String written) {
            return written;
        }

        @Override
        public String protect(String written) {
            return written;
        }

        @Override
        public KeyWrapping takingClear() {
            return this;
        }
    };

    /**
     * The form in which a key is written.
     *
     * @param key 32 bytes in base64
     * @throws IOException if the key service does not encrypt it
     */
    String wrap(String key) throws IOException;

    /**
     * The key that is written in this form.
     *
     * @throws IOException if the key service does not decrypt it, or if it is written in another form
     */
    String unwrap(String written) throws IOException;

    /** The form in which a written key is to be kept from now on: the same, unless it is written in the clear. */
    String protect(String written) throws IOException;

    /** One that also reads keys that are written in the clear, so that they can be replaced. */
    KeyWrapping takingClear();

    /** Several keys, one a line, as {@link MasterKeyFile#keys} takes them apart. */
    default String unwrapAll(String written) throws IOException {
        List<String> keys = new ArrayList<>();
        for (String key : MasterKeyFile.keys(written)) {
            keys.add(unwrap(key));
        }
        return String.join("\n", keys);
    }
}
