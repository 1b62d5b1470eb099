/** {@code /logtail} and {@code /mainlogtail}: logs as streams that go on for as long as somebody listens. */
package org.supervisor4j.plugin.logtail;
