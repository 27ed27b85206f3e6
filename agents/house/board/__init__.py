"""From a script to a storyboard: coverage, blocking, lens, business, sounds."""
