package io.fovea.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Test;

class StoredZipTest {
    private static byte[] written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StoredZip zip = new StoredZip(out);
        zip.add("first", new byte[]{1, 2, 3});
        zip.add("folder/second", new byte[0]);
        zip.finish();
        return out.toByteArray();
    }

    @Test
    void holdsTheEntriesUncompressedInOrder() throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(written()))) {
            ZipEntry first = in.getNextEntry();
            assertThat(first.getName()).isEqualTo("first");
            assertThat(first.getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
            assertThat(in.getNextEntry().getName()).isEqualTo("folder/second");
            assertThat(in.getNextEntry()).isNull();
        }
    }

    @Test
    void theSameContentsMakeTheSameBytes() throws IOException {
        assertThat(written()).isEqualTo(written());
    }
}
