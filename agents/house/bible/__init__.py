"""From a reading to a Bible: who plays whom, what they look like and wear, where it is."""
