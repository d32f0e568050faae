"""Guild settings and policies set by a guild's administrators."""
