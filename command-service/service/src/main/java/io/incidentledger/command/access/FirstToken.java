package io.incidentledger.command.access;

import io.incidentledger.command.access.AccessCommand.IssueFirstToken;
import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.dispatch.OrderDesk;
import io.incidentledger.events.Handle;
import io.incidentledger.events.TokenId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Lets the one who starts a new ledger in. The secret is in its file before its hash is in the log:
 * a start that dies in between leaves a secret that opens nothing yet, and the next start records
 * that very one. Whatever happens, a token that the log made this way is in the file.
 */
public final class FirstToken {
    private final OrderDesk desk;
    private final TokenView tokens;
    private final BooleanSupplier hasAdmin;
    private final Path file;
    private final Handle handle;

    /**
     * @param hasAdmin whether the ledger holds a token that opens everything
     */
    public FirstToken(
            OrderDesk desk, TokenView tokens, BooleanSupplier hasAdmin, Path file, Handle handle) {
        this.desk = desk;
        this.tokens = tokens;
        this.hasAdmin = hasAdmin;
        this.file = file;
        this.handle = handle;
    }

    /**
     * Makes the token if the ledger has no admin.
     *
     * @throws UncheckedIOException when the file cannot be written; nothing was recorded then
     */
    public Optional<FirstTokenIssued> issueIfNobodyIsLetIn() {
        if (hasAdmin.getAsBoolean()) {
            return Optional.empty();
        }
        try {
            String secret = secret();
            var order =
                    new IssueFirstToken(new TokenId(Ids.next()), TokenSecret.hash(secret), handle);
            var slip =
                    new OrderDesk.Slip(
                            handle.value(),
                            "first start",
                            Ids.next().toString(),
                            false,
                            TokenSecret.hash(secret),
                            null);
            return desk.carryOut(slip, Decisions.ACCESS, order)
                    .recorded()
                    .map(recorded -> new FirstTokenIssued(handle, secret, file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the first token cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    private String secret() throws IOException {
        String secret = leftByAStartThatDied().orElseGet(TokenSecret::fresh);
        write(secret);
        return secret;
    }

    private Optional<String> leftByAStartThatDied() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(file).strip())
                .filter(TokenSecret::wellFormed)
                .filter(left -> tokens.issued(left).isEmpty());
    }

    private void write(String secret) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        // Made with its permissions, not given them afterwards: nobody reads it in between.
        if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    draft,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel channel =
                FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
