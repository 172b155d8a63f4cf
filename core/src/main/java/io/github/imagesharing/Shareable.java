package io.github.imagesharing;

import java.io.Serializable;

/** Something that can be shared with root accounts: a CVM image or a Lighthouse blueprint. */
public sealed interface Shareable extends Serializable permits ImageId, BlueprintId {

    /**
     * The identifier as the service writes it.
     *
     * @return the identifier, never blank
     */
    String value();
}
