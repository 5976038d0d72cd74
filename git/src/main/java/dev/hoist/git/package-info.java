/**
 * Policy from a Git repository: looks at a branch now and then, fetches its newest commit without
 * history, checks its signature when that is asked for, and reads the files out of the commit.
 * There is never a working tree, so nothing of the repository is written to the disk as a file,
 * followed as a link or run as a hook; what the user's or the machine's Git configuration says is
 * not read.
 */
@NullMarked
package dev.hoist.git;

import org.jspecify.annotations.NullMarked;
