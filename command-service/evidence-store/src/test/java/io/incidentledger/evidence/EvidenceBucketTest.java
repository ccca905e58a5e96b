package io.incidentledger.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that speaks S3, over a real socket. */
class EvidenceBucketTest extends EvidenceStoreTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final String ABSENT = "ab".repeat(32);

    private static BlobStoreContext context;
    private static BlobStore blobs;
    private static S3Proxy server;

    @TempDir Path directory;
    private EvidenceStore store;

    @BeforeAll
    static void start() throws Exception {
        context =
                ContextBuilder.newBuilder(new TransientApiMetadata()).build(BlobStoreContext.class);

        blobs = context.getBlobStore();
        server =
                S3Proxy.builder()
                        .blobStore(blobs)
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "key", "secret")
                        .build();
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
        context.close();
    }

    @BeforeEach
    void empty() {
        blobs.deleteContainer("evidence");
        blobs.createContainerInLocation(null, "evidence");
        store = bucket("secret");
    }

    @Override
    EvidenceStore store() {
        return store;
    }

    @Override
    void damage(String sha256, byte[] bytes) {
        blobs.putBlob("evidence", blobs.blobBuilder(key(sha256)).payload(bytes).build());
    }

    @Test
    void nothing_stays_on_this_machine() throws IOException {
        String sha256;
        try (Received received = store.receive(new ByteArrayInputStream(new byte[100]))) {
            sha256 = received.sha256();
            store.keep(received);
        }
        try (KeptFile file = store.open(sha256)) {
            assertThat(file.bytes().readAllBytes()).hasSize(100);
        }

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_store_that_does_not_let_us_in_is_a_failure_and_no_missing_file() {
        assertThatThrownBy(() -> bucket("wrong").open(ABSENT))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(MissingFileException.class)
                .hasMessageContaining("the bucket evidence at http://127.0.0.1")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void a_bucket_that_is_not_there_is_a_failure_and_no_missing_file() {
        blobs.deleteContainer("evidence");

        assertThatThrownBy(() -> store.open(ABSENT))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(MissingFileException.class);
    }

    @Test
    void files_lie_below_the_prefix_under_the_names_they_have_in_a_folder() throws IOException {
        String sha256;
        try (Received received = store.receive(new ByteArrayInputStream(new byte[3]))) {
            sha256 = received.sha256();
            store.keep(received);
        }

        assertThat(blobs.blobExists("evidence", key(sha256))).isTrue();
        assertThat(blobs.countBlobs("evidence")).isOne();
        store.remove(sha256);
        assertThat(blobs.countBlobs("evidence")).isZero();
    }

    @Test
    void a_store_that_says_nothing_is_a_failure_in_time_and_nothing_stays() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            EvidenceStore asked = bucket(silent.getLocalPort(), "secret");
            long before = System.nanoTime();

            try (Received received = asked.receive(new ByteArrayInputStream(new byte[3]))) {
                assertThatThrownBy(() -> asked.keep(received)).isInstanceOf(IOException.class);
            }
            assertThatThrownBy(() -> asked.open(ABSENT)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> asked.remove(ABSENT)).isInstanceOf(IOException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(TIMEOUT.multipliedBy(3).plusSeconds(10));
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void an_object_that_breaks_off_is_a_failure_and_leaves_nothing() throws Exception {
        try (ServerSocket breaking = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerHalf(breaking));

            assertThatThrownBy(() -> bucket(breaking.getLocalPort(), "secret").open(ABSENT))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(MissingFileException.class)
                    .isNotInstanceOf(DamagedFileException.class);
        }
        assertThat(directory).isEmptyDirectory();
    }

    private static void answerHalf(ServerSocket breaking) {
        while (true) {
            try (Socket client = breaking.accept()) {
                client.getInputStream().read(new byte[8192]);
                client.getOutputStream()
                        .write(
                                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
                                        .getBytes(UTF_8));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private EvidenceStore bucket(String secret) {
        return bucket(server.getPort(), secret);
    }

    private EvidenceStore bucket(int port, String secret) {
        return new EvidenceBucket(
                new BucketSettings(
                        "evidence",
                        URI.create("http://127.0.0.1:" + port),
                        null,
                        "ledger/files/",
                        "key",
                        secret,
                        null,
                        TIMEOUT),
                directory);
    }

    private static String key(String sha256) {
        return "ledger/files/" + sha256.substring(0, 2) + "/" + sha256;
    }
}
