/**
 * The one seam to the operating system: everything that Java has no words for. {@link org.supervisor4j.posix.Posix} is
 * what the kernel is written against, {@link org.supervisor4j.posix.LinuxPosix} the real thing; unit tests use a fake.
 */
package org.supervisor4j.posix;
