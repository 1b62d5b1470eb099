/** The kinds of values that options have: how their texts are read and what is said about wrong ones. */
package org.supervisor4j.config.value;
