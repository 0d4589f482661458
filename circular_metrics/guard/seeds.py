"""What the city itself said could go wrong, and what it means to achieve: the rules' roots.

In our words; the city's own stand in *Strategie circulaire stad*, vvsg.be.
"""

SOURCE = "https://www.vvsg.be/kennisitem/vvsg/strategie-circulaire-stad"

SEEDS = {
    "P1": {
        "nl": "valkuil: één hardwerkende medewerker in één dienst voor een strategie houden",
        "en": "pitfall: taking one hard-working employee in one department for a strategy",
    },
    "P2": {
        "nl": "valkuil: ‘circulair’ als nieuw etiket op gewoon beleid, circulaire greenwashing",
        "en": "pitfall: ‘circular’ as a new label on business as usual, circular greenwashing",
    },
    "P3": {
        "nl": "valkuil: het bestaan van initiatieven te snel voor beleid houden",
        "en": "pitfall: taking the existence of initiatives for policy too soon",
    },
    "U1": {
        "nl": "uitdaging: initiatieven stroomlijnen, verbinden en versterken",
        "en": "challenge: to streamline, connect and strengthen initiatives",
    },
    "U2": {
        "nl": "uitdaging: circulaire principes vanzelfsprekend in programma's en instrumenten",
        "en": "challenge: to make circular principles self-evident in programmes and instruments",
    },
    "U3": {
        "nl": "uitdaging: bedrijven laten inspelen op de circulaire economie",
        "en": "challenge: to have businesses respond to the circular economy",
    },
    "U4": {
        "nl": "uitdaging: werkelijk minder grondstoffen gebruiken, absolute ontkoppeling",
        "en": "challenge: to really use fewer raw materials, absolute decoupling",
    },
}
