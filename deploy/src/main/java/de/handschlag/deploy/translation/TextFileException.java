package de.handschlag.deploy.translation;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import de.handschlag.deploy.local.StackException;

/** A file of texts cannot be read or written; the message names it and says why. */
final class TextFileException extends StackException {

    TextFileException(Path file, IOException cause) {
        super(file + " " + why(cause), cause);
    }

    private static String why(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "is not there, or its directory is not.";
            case AccessDeniedException _ -> "is not yours to read or write.";
            case CharacterCodingException _ -> "is not in UTF-8. Save it again as \"CSV UTF-8\".";
            default -> "cannot be read or written: " + cause.getMessage();
        };
    }
}
