package io.incidentledger.evidence;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * An object {@code ab/abcd…} for each hash, as in an {@link EvidenceFolder}, so that copying moves
 * one to the other. What comes in, and what is read, lies in a temporary file of this machine until
 * it is whole: of an object nobody knows what it is before its last byte.
 */
final class EvidenceBucket implements EvidenceStore {
    private final BucketSettings bucket;
    private final Duration timeout;
    private final Path temporary;
    private final S3Client s3;

    /**
     * @param temporary a folder for what comes in and what is read
     */
    EvidenceBucket(BucketSettings bucket, Path temporary) {
        this.bucket = bucket;
        this.timeout = requireNonNullElse(bucket.timeout(), Duration.ofSeconds(10));
        this.temporary = temporary;
        S3ClientBuilder builder =
                S3Client.builder()
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(timeout)
                                        .socketTimeout(timeout))
                        .overrideConfiguration(client -> client.apiCallTimeout(timeout))
                        .region(Region.of(requireNonNullElse(bucket.region(), "us-east-1")))
                        .endpointOverride(bucket.endpoint())
                        .forcePathStyle(
                                requireNonNullElse(bucket.pathStyle(), bucket.endpoint() != null))
                        // Not every store knows the newer checksums and chunks; we look ourselves.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false));
        if (bucket.accessKey() != null && bucket.secretKey() != null) {
            builder.credentialsProvider(
                    StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(bucket.accessKey(), bucket.secretKey())));
        }
        this.s3 = builder.build();
    }

    @Override
    public Received receive(InputStream bytes) throws IOException {
        return Received.into(
                Files.createTempFile(temporary, "evidence", Received.COMING_IN), bytes);
    }

    @Override
    public boolean keep(Received received) throws IOException {
        String sha256 = received.sha256();
        if (holds(sha256)) {
            return false;
        }
        answered(
                sha256,
                () ->
                        s3.putObject(
                                put ->
                                        put.bucket(bucket.name())
                                                .key(key(sha256))
                                                .overrideConfiguration(
                                                        of -> of.apiCallTimeout(toTake(received))),
                                RequestBody.fromFile(received.file())));
        // No check that is sent along is known to every store.
        if (!holds(sha256)) {
            throw new IOException(bucket + " did not keep what it was sent");
        }
        return true;
    }

    @Override
    public KeptFile open(String sha256) throws IOException {
        String key = key(sha256);
        return answered(
                sha256,
                () -> {
                    // Once it is open its name can go: the bytes stay until it is closed.
                    try (InputStream object =
                                    s3.getObject(get -> get.bucket(bucket.name()).key(key));
                            Received read = receive(object)) {
                        if (!read.sha256().equals(sha256)) {
                            throw new DamagedFileException(sha256);
                        }
                        return new KeptFile(Files.newInputStream(read.file()), read.size());
                    }
                });
    }

    @Override
    public void remove(String sha256) throws IOException {
        String key = key(sha256);
        answered(sha256, () -> s3.deleteObject(delete -> delete.bucket(bucket.name()).key(key)));
    }

    private String key(String sha256) {
        String directory = Sha256.checked(sha256).substring(0, 2);
        return requireNonNullElse(bucket.prefix(), "") + directory + "/" + sha256;
    }

    private Duration toTake(Received received) {
        return timeout.plusSeconds(received.size() >> 20);
    }

    private interface Request<T> {
        T send() throws IOException;
    }

    private <T> T answered(String sha256, Request<T> request) throws IOException {
        try {
            return request.send();
        } catch (NoSuchKeyException missing) {
            throw new MissingFileException(sha256);
        } catch (SdkException failure) {
            throw new IOException(bucket + " does not answer as it should", failure);
        }
    }
}
