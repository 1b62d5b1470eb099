/** The smallest action of supervisorctl that is worth having. */
package org.supervisor4j.example.uptime;
