package org.supervisor4j.posix;

/**
 * The two ends of a pipe between us and a child; both are closed by {@code exec}.
 *
 * @param ours does not block
 * @param childs blocks; usually open for reading and writing at once, so that the child itself keeps the pipe alive: should the
 *     daemon die, there is no SIGPIPE and no end of file, and the kernel's buffer keeps what is written meanwhile
 */
public record ChildPipe(int ours, int childs) {}
