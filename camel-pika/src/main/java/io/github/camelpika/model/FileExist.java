package io.github.camelpika.model;

/**
 * What to do when something has the name of the file already, in the words of Camel's file component.
 */
public enum FileExist {
    /** The new file replaces the old one. */
    Override,
    /** The old file stays and is taken for the new one; nothing is fetched. */
    Ignore,
    /** The old file stays, and that is an error; nothing is fetched. */
    Fail,
    /** The file gets its name without a look at what has it: what happens then is the file system's decision. */
    TryRename
}
