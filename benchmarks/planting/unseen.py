"""The held-out set: names, lines, planted phrases and look-alikes of seeds 30000 to 39999.

Who works on a checker does not read this page. Once somebody has, it is spent: then write another in its place.
"""

WOMEN = ("Autumn", "Patience", "Amber", "Violet", "Jade", "Iris", "Marisol", "Freya", "Keiko", "Dagny", "Zuzana",
         "Anouk")  # fmt: skip
MEN = ("Grant", "Dean", "Earl", "Wade", "Lance", "Nick", "Bastian", "Levent", "Marek", "Soren", "Tobias", "Rohan")
FAMILIES = ("Stone", "Marsh", "Bishop", "Winter", "Okafor", "Lindqvist", "Moreau", "Petrov", "Salgado", "Whitlock")
ALIASES = ("the passenger in grey", "the tenant upstairs", "the one from the agency", "the visitor in gloves")
SECRETS = (
    "{name} switched the two babies", "{name} signed the second contract", "{name} let the fire burn",
    "{name} hid the driver's phone", "{name} owns the other half of the hotel", "{name} changed the blood test",
    "{name} sent the anonymous flowers", "{name} was in the lift that night", "{name} sold the song twice",
    "{name} never posted the confession", "{name} cut the brake line",
)  # fmt: skip

# What the clean stories say.

FORMS = (
    "Don't lie to me, there were {number} {things} {place} {time}, {end}.",
    "Whoever came to {verb} the {things} left {number} of them {place}, {end}.",
    "I'd rather {verb} {things} {place} than stand here, {end}.",
    "Keep the {things}, keep the {number} hours {place}, {end}.",
    "They'll {verb} everything {place}, the {things} first, {end}.",
    "There's a van {place} with {number} {things} in it, {end}.",
    "If anyone wants to {verb} the {things}, let them come {place}, {end}.",
    "What did they pay to {verb} {number} {things} {place}, {end}?",
    "Not one of those {number} {things} {place} was worth it, {end}.",
    "They came to {verb} the {things} {time}, not {place}, {end}.",
)
LOOKALIKES = (
    "Grant me {number} minutes {place}, {end}.",
    "Patience is a virtue, they say, and there are {number} {things} to {verb}, {end}.",
    "Autumn leaves and {number} {things} {place}, {end}.",
    "Amber light, {number} {things} {place}, {end}.",
    "Violet ink on {number} {things}, {end}.",
    "Jade earrings and {number} {things}, that was the price, {end}.",
    "Wade in and {verb} the {things} yourself, {end}.",
    "Nick of time, they say, but the {things} {place} were gone, {end}.",
    "Earl Grey for two {place}, {end}.",
    "Dean of the faculty or not, he will {verb} the {things}, {end}.",
    "Her brother, not mine, had {number} {things} {place}, {end}.",
    "Anybody would think you were my mother, {verb} the {things} yourself, {end}.",
    "My grandmother would {verb} {things} {place} {time}, {end}.",
    "They were like sisters, the two of them, {place} {time}, {end}.",
    "Since Tuesday there are {number} {things} {place}, {end}.",
    "Wednesdays are for {things}, {end}.",
    "Every day is Sunday {place} when one has {number} {things}, {end}.",
    "It was a Monday when they came to {verb} the {things}, {end}.",
    "I would give my right arm for {number} {things} {place}, {end}.",
    "You broke my heart {place} {time}, {end}.",
    "I nearly died {place} {time}, {end}.",
    "You are dead to me, {verb} your own {things}, {end}.",
    "Over my dead body will anyone {verb} the {things}, {end}.",
    "God knows who came to {verb} the {things}, {end}.",
    "A Mrs. Pomeroy rang about {number} {things}, {end}.",
    "Saint Anthony, find me those {things}, {end}.",
    "Darling, the {things} {place} can wait, {end}.",
    "Don't you dare call me that {place}, {end}.",
)
ABOUT = (
    "I never trusted {name} {place}, {end}.",
    "It was always {name} who came to {verb} the {things}, {end}.",
    "{name} again, always {name}, and {number} {things} {place}, {end}.",
    "{name}'s handwriting, on {number} {things}, {end}.",
)
ADDRESSES = ("Don't, {name}. {rest}", "Wait, {name}, wait. {rest}", "{rest} Right, {name}?",
             "For God's sake, {name}. {rest}", "{name}... {rest}")  # fmt: skip
DATES = (
    "It's {day} today, so the shops are shut.",
    "It's {day}, the whole town is out.",
    "Tomorrow is {tomorrow}, so be ready.",
)
KIN = ("You're my {kind}, {name}. I know your every trick.", "You are my {kind}, {name}, so act like it.")
TELLS = ("You want it straight? {secret}.", "All right. {secret}. There, it's out.")
DENIES = ("Lies. Every word of it, lies.", "Who told you that? It's rubbish.")
PAPERS = ("Read it yourself, it's all there in black and white.", "So this is what was in the safe.")
INTRODUCES = ("They call me {name}.", "I'm {name}. There, now you have it.")
PROMISES = ("You'll have it back, I swear it.",)
WEDS = ("I do. God help me, I do.", "Yes. A thousand times yes, I do.")
PUTS_ON = ("{name} comes out from behind the screen in {words}.",)
PICKED_UP = ("{name} sweeps {prop} off the sill.",)
HANDED = ("{name} holds {prop} out, and it is taken.",)
LOST = ("{prop} goes over the rail and is gone.",)
LYING = ("{prop} lies where somebody left it.",)
HELD = ("{name} looks at {prop} for a long time.",)
HURT = ("Glass everywhere. {name} gets up with {wound}.",)
HEALED = ("{name} drops {sign} into the bin: all healed.",)
DIED = ("{name} goes down and stays down.",)

# What is planted beside data.

BACK = ("Miss me?", "Surprised? You should see your face.")
CALLING = ("Don't hang up, it's me.", "I'm in a cab, ten minutes away.")
BEHIND = ("Turn around. Slowly.", "I've been sitting here the whole time.")
BAD_LINE = ("You're breaking up, say that again.", "I can't talk long, so write this down.")
NO_SECRET = ("Everybody's dancing around it, so I'll say it: {secret}.", "Don't play the innocent. {secret}.")
LEARNS_AGAIN = ("No. {secret}? Since when?", "You're telling me {secret}? That's the first I hear of it.")
STRANGER = ("We haven't met, you and I.", "You can call me a friend.")
POCKETS = ("{name} slips {prop} into a sleeve.",)
HANDS = ("{name} presses {prop} into {to}'s palm.", "{name} slides {prop} across to {to}.")
TURNS = ("{name} weighs {prop} in one hand.", "{name} holds {prop} up to the light.")
PICKS = ("{name} snatches {prop} up.",)
FALLS = ("{name} slumps against the wall and is still.",)
RID = ("{name} unwinds the last of the gauze. That was {wound}.",)
OPENS = ("{name} winds the music box up.",)
MENTIONS = (
    "I know what {name} did.", "Where's {name} tonight?", "{name} warned me about you.",
    "Does {name} pay you for this?", "One word to {name} and you're finished.",
)  # fmt: skip
CALLS = (
    "Don't you walk away from me, {name}.", "Say something, {name}. Anything.", "{name}, what have you done?",
    "You knew, {name}. You knew all along.", "Enough, {name}!", "Give me your hand, {name}, quick.",
    "Is that all I am to you, {name}?", "Happy now, {name}?", "Don't, {name}... don't.", "Thank God it's you, {name}.",
)  # fmt: skip
"""Also of what stands in words alone: another's name, a misspelt one."""

# What is planted in words alone.

FAMILY_CALLS = (
    "Sign here, please, {name}.", "Well, well. {name} in the flesh.", "{name}, as I live and breathe.",
    "You'll answer for this, {name}.",
)  # fmt: skip
KIN_WRONG = (
    "You're my {kind}, {name}, by blood and by law.",
    "{name}, I'm begging you as family: you're my {kind}.",
    "They asked who you were, {name}. I said it straight: my {kind}.",
    "One doesn't sell one's own {kind}, {name}, and you're mine.",
)
DAYS = (
    "It's {day}, in case you've lost count.", "What day is it? {day}, and nobody's called.",
    "Tomorrow's {tomorrow}, and then time's up.", "Yesterday was {yesterday}. Today it's you they want.",
    "Here we are, {day}, and still no word.",
)  # fmt: skip
ASKS = (
    "I don't know your name. Nobody's ever told me.", "I don't even know what you're called.",
    "I can't thank you properly, I don't know your name.", "Your name? I've never once heard it.",
)  # fmt: skip
TRACES = (
    "There is nothing to see where {name} had {wound}: no mark, no scar.",
    "{name} turns to the light. Of {wound}, nothing. Gone.",
)
TRACES_OF = {
    "a broken arm": (
        "{name} swings the suitcase up with both arms. No sling, no cast, no break.",
        "{name} throws the punch. The arm that was broken is whole.",
    ),
    "a cut hand": (
        "{name} holds both palms up to the lamp. Not a scratch on either.",
        "No bandage. {name}'s hands are smooth, both of them.",
    ),
    "a burnt shoulder": (
        "{name} shrugs the shirt off. Both shoulders are unmarked.",
        "The strap slips. No dressing, no burn on {name}'s shoulder, just skin.",
    ),
    "a sprained ankle": (
        "{name} takes the stairs three at a time. No crutch, and nothing wrong with either foot.",
        "{name} dances, barefoot, both ankles sound.",
    ),
    "a cracked rib": (
        "{name} laughs, bends double, straightens. No strapping, and every rib whole.",
        "{name} breathes in deep. There is nothing wrong with a single rib.",
    ),
    "a stab wound": (
        "{name} lifts the shirt. Smooth skin: no stitches, no scar.",
        "{name} undresses. No knife ever went into that body: not a mark on it.",
    ),
}
"""Where a wound is one of the invented ones, how it would be seen not to be there."""
