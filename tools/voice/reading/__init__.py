"""How each language is read aloud: a module a language, from written words to phonemes in the model's alphabet.

The rules are our own; the phonemes are those the voice model was trained on: IPA as espeak writes it for languages with
letters, tones as arrows for Mandarin, morae for Japanese. Nothing here knows of audio.
"""
