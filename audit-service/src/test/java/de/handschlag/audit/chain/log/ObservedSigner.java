package de.handschlag.audit.chain.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.SQLException;

import de.handschlag.audit.chain.ingest.WriteStep;
import de.handschlag.audit.chain.ingest.WriteStep.Moment;

/** The real signer, which tells of each step with its file. */
public final class ObservedSigner {

    private ObservedSigner() {}

    public static CheckpointSigner of(LogSettings settings, WriteStep.Observer observer) {
        return new CheckpointSigner(settings, new LastSigned(settings.keyFile()) {
            @Override
            void fill(FileChannel channel, ByteBuffer note) throws IOException {
                tell(WriteStep.DRAFT_SIGNED, Moment.BEFORE);
                ByteBuffer half = note.slice(0, note.limit() / 2);
                note.position(half.limit());
                super.fill(channel, half);
                tell(WriteStep.DRAFT_SIGNED, Moment.HALFWAY);
                super.fill(channel, note);
                tell(WriteStep.DRAFT_SIGNED, Moment.AFTER);
            }

            @Override
            void force(FileChannel channel) throws IOException {
                tell(WriteStep.FORCE_SIGNED, Moment.BEFORE);
                super.force(channel);
                tell(WriteStep.FORCE_SIGNED, Moment.AFTER);
            }

            @Override
            void replace(Path source, Path target) throws IOException {
                tell(WriteStep.REPLACE_SIGNED, Moment.BEFORE);
                super.replace(source, target);
                tell(WriteStep.REPLACE_SIGNED, Moment.AFTER);
            }

            @Override
            void forceDirectory(Path directory) throws IOException {
                tell(WriteStep.FORCE_DIRECTORY, Moment.BEFORE);
                super.forceDirectory(directory);
                tell(WriteStep.FORCE_DIRECTORY, Moment.AFTER);
            }

            private void tell(WriteStep step, Moment moment) throws IOException {
                try {
                    observer.at(step, moment);
                } catch (SQLException e) {
                    throw new IOException(e);
                }
            }
        });
    }
}
