package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DiskTroubleTest {

    private static final Path CAT = Path.of("/videos/cat.mp4");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            No space left on device                 | the disk of '/videos/cat.mp4' is full
            There is not enough space on the disk   | the disk of '/videos/cat.mp4' is full
            Disk quota exceeded                     | the disk quota for '/videos/cat.mp4' is used up
            File name too long                      | the name of '/videos/cat.mp4' is too long for its file system: set a shorter fileName or directory
            Read-only file system                   | the file system of '/videos/cat.mp4' is read-only
            Input/output error                      | '/videos/cat.mp4' can't be written: IOException: Input/output error
            """)
    void reasonIsToldInWords(String reason, String words) {
        assertThat(DiskErrors.at(CAT, new IOException(reason))).hasMessage(words);
        assertThat(DiskErrors.at(CAT, new FileSystemException("x", null, reason)))
                .hasMessage(words.replace("IOException", "FileSystemException"));
    }

    @Test
    void missingPermissionIsTold() {
        assertThat(DiskErrors.at(CAT, new AccessDeniedException("/videos")))
                .hasMessage("this process has no permission to write '/videos'");
    }

    @Test
    void whatWasToldAlreadyStays() {
        DownloadFailedException told = new DownloadFailedException("told");

        assertThat(DiskErrors.at(CAT, told)).isSameAs(told);
    }
}
