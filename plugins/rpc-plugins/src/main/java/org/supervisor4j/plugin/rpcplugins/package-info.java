/** The {@code plugins.*} methods, and who may use them. */
package org.supervisor4j.plugin.rpcplugins;
