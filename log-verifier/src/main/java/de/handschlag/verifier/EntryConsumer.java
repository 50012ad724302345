package de.handschlag.verifier;

/** Takes the entries of a log in order, one call per index. */
interface EntryConsumer {

    /** For whom the tree alone is asked for. */
    EntryConsumer NONE = new EntryConsumer() {
        @Override
        public void entry(long index, byte[] bytes, int length) {
            // Hashed already.
        }

        @Override
        public void missing(long index) {
            // Named already.
        }
    };

    /** The array is reused afterwards. */
    void entry(long index, byte[] bytes, int length);

    /** The bundle that should hold this entry does not; the fault was named. */
    void missing(long index);
}
