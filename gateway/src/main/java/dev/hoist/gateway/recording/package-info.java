/**
 * Recordings: what was done in a session, written before it was done.
 *
 * <p>A recording is one append-only file {@code S-<n>.hrec}, mode 0600, in a folder of mode 0700.
 * It holds JSON lines in UTF-8, each ended by {@code \n}. The first names the session:
 *
 * <pre>{@code
 * {"hoist":"recording/1","session":"S-1","grant":"G-1","subject":"ana","target":"orders-demo",
 *  "role":"fix","start":"2026-11-22T19:46:00Z"}
 * }</pre>
 *
 * <p>Then entries, {@code t} being milliseconds since the start. A parameter is text, or null for
 * SQL NULL:
 *
 * <pre>{@code
 * {"t":12,"type":"statement","number":1,"text":"select $1","parameters":["x",null],"truncated":false}
 * {"t":15,"type":"outcome","number":1,"ok":true,"outcome":"SELECT 1","rows":1,"bytes":31}
 * {"t":20,"type":"data","number":2,"bytes":4096,"sha256":"…"}
 * {"t":31,"type":"note","text":"cancel asked for"}
 * }</pre>
 *
 * <p>At each group commit, and whenever a megabyte has gathered, a line closes a chunk:
 *
 * <pre>{@code
 * {"type":"chunk","n":1,"sha256":"…"}
 * }</pre>
 *
 * Its hash is SHA-256 over the 32 raw bytes of the hash before (zeros for the first) and all bytes
 * of the file since the line of the chunk before, without the chunk line itself. The recording's
 * digest is its chain head: the last chunk's hash, or, when bytes follow that chunk (the writer
 * died, or the disk was full), SHA-256 over that hash and those bytes. So a digest exists for every
 * file at every length.
 *
 * <p>Entries are handed to the operating system before what they tell of is forwarded, and are on
 * the disk one group commit later. Any failure to write, a file that was removed or cut short, or a
 * failed sync ends the session (S20). After a crash of the process nothing that was forwarded is
 * missing; after a crash of the machine at most one group commit is.
 */
@NullMarked
package dev.hoist.gateway.recording;

import org.jspecify.annotations.NullMarked;
