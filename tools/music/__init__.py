"""Music: a ScoreSpec becomes the music stem of one episode, following its emotional curve."""
