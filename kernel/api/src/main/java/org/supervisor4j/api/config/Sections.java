package org.supervisor4j.api.config;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The sections of the configuration file as it was read last, included files merged. */
@ProviderType
public interface Sections {

    /** All sections whose name begins with {@code prefix}, in file order. */
    List<Section> startingWith(String prefix);
}
