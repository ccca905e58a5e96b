/**
 * Files by the SHA-256 of their bytes, in a folder beside the log or in an S3-compatible store:
 * what is stored is what is read, or a clear failure. Knows nothing of incidents; who may read
 * which file is for others to say.
 */
@NullMarked
package io.incidentledger.evidence;

import org.jspecify.annotations.NullMarked;
