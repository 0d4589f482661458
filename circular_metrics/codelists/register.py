"""The columns of a city's action register, in both languages, and the words for a status."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RegisterColumn:
    """One column: our key, its headings, what belongs in it, and whether it must be filled in."""

    key: str
    nl: str
    en: str
    meaning_nl: str
    meaning_en: str
    is_needed: bool = False
    is_list: bool = False  # several, with a semicolon between

    def heading(self, language: str) -> str:
        """The heading in ``language``."""
        return self.nl if language == "nl" else self.en


COLUMNS = (
    RegisterColumn(
        key="action",
        nl="actie",
        en="action",
        meaning_nl="Naam van de actie, elke actie één rij",
        meaning_en="Name of the action, one row each",
        is_needed=True,
    ),
    RegisterColumn(
        key="objective",
        nl="doelstelling",
        en="objective",
        meaning_nl="so1 tot so5, zie het blad met lijsten",
        meaning_en="so1 to so5, see the sheet with lists",
        is_needed=True,
    ),
    RegisterColumn(
        key="departments",
        nl="diensten",
        en="departments",
        meaning_nl="Betrokken diensten, met een puntkomma ertussen",
        meaning_en="Departments involved, a semicolon between them",
        is_needed=True,
        is_list=True,
    ),
    RegisterColumn(
        key="partners",
        nl="partners",
        en="partners",
        meaning_nl="Externe partners, met een puntkomma ertussen; leeg als er geen is",
        meaning_en="External partners, a semicolon between them; blank if there is none",
        is_list=True,
    ),
    RegisterColumn(
        key="budget_eur",
        nl="budget (euro)",
        en="budget (euro)",
        meaning_nl="Geraamd bedrag over de hele looptijd; leeg als het niet bekend is",
        meaning_en="Planned amount over the whole term; blank if it is not known",
    ),
    RegisterColumn(
        key="start",
        nl="startjaar",
        en="start year",
        meaning_nl="Jaar waarin de actie begon of begint",
        meaning_en="Year in which the action began or begins",
        is_needed=True,
    ),
    RegisterColumn(
        key="indicators",
        nl="indicatoren",
        en="indicators",
        meaning_nl="Sleutels van indicatoren, met een puntkomma ertussen; zie het blad met lijsten",
        meaning_en="Keys of indicators, a semicolon between them; see the sheet with lists",
        is_list=True,
    ),
    RegisterColumn(
        key="status",
        nl="status",
        en="status",
        meaning_nl="gepland, op schema, vertraagd, uitgevoerd of stopgezet",
        meaning_en="planned, on track, delayed, done or stopped",
    ),
    RegisterColumn(
        key="additionality",
        nl="toegevoegde waarde",
        en="additionality",
        meaning_nl="Wat er zonder de strategie niet geweest was",
        meaning_en="What would not have been there without the strategy",
    ),
)

STATUSES = {
    "planned": ("planned", "gepland"),
    "on_track": ("on track", "op schema", "lopend", "ongoing"),
    "delayed": ("delayed", "vertraagd"),
    "done": ("done", "uitgevoerd", "afgerond"),
    "stopped": ("stopped", "stopgezet"),
}
SHEETS = {"actions": ("acties", "actions"), "questions": ("richtvragen", "questions")}
ANSWERS = {"objective": ("doelstelling", "objective"), "question": ("vraag", "question")}
ANSWERS |= {"answer": ("antwoord", "answer")}
