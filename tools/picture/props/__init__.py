"""Props: the objects that can lie in a hand or fill a frame."""
