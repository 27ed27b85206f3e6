"""Sound: a SoundSpec becomes the effects stem of one episode: the ambience of its sets and the effects of its shots."""
