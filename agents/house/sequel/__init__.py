"""From what a season has left to the Bible and the beginning of the next one."""
