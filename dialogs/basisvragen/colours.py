"""The shape of basisvragen.kleuren.yaml: colours, conclusions, actions and when to look back. Strict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from dialogs.loading.yaml_files import CONTENT, load_model
from dialogs.model import Value
from dialogs.policy import Derived, Policy
from dialogs.questions.conditions import Condition, Lookup, Test, compile_condition
from dialogs.questions.schema import Sources, Strict
from dialogs.signaal.signal_values import Act

Number = Annotated[str, AfterValidator(lambda text: str(int(text)))]


class ColourRule(Strict):
    """What makes a question red or orange, and how that is said."""

    id: str
    when: Condition
    text: str
    onbekend: str = ""
    """What is said where it holds only for what is not known: that is told as no fact (conversations.md §1 rule 8)."""
    source: Sources


class QuestionColours(Strict):
    """The colours of one of the five questions. A red rule goes before an orange one; none: green."""

    id: str
    titel: str
    groen: str
    geen: str = ""
    """What is said where the question does not apply."""
    rood: tuple[ColourRule, ...] = Field(min_length=1)
    oranje: tuple[ColourRule, ...] = Field(min_length=1)


class Conclusion(Strict):
    """One row of the decision table (basisvragen.md §6); without a condition it is the default."""

    id: str
    when: Condition | None = None
    text: str
    source: Sources


class ActionRule(Strict):
    """One thing to do, when it is needed."""

    id: str
    vraag: str
    code: Act
    wat: str = ""
    """What it is about, behind the label of the code."""
    over: str = ""
    """A list variable whose answers are named behind it."""
    werkdagen: Number
    eigenaar: Literal["", "ik"] = ""
    """`ik`: who fills it in does it; empty: is asked."""
    gezin: Literal["", "wacht", "erbuiten"] = ""
    """With F_NIET_EERST_GEZIN: waits for an advice of Veilig Thuis, or is done without the family."""
    delen: bool = False
    """Tells another party something: opens with the ground for it (signal_schema.md §3)."""
    when: Condition
    source: Sources


class GapRule(Strict):
    """The action that a gap becomes."""

    code: Act
    werkdagen: Number
    source: Sources


class LookBack(Strict):
    """When to look back where nobody names a day, in weeks; the first that fits."""

    weken: Number
    when: Condition | None = None
    source: Sources


Rule = ColourRule | Conclusion | ActionRule | LookBack
"""What has a condition."""


class ColourData(Strict):
    """The whole file."""

    onbesproken: str
    """What is said of a question of which no part was answered."""
    vragen: tuple[QuestionColours, ...]
    conclusies: tuple[Conclusion, ...]
    acties: tuple[ActionRule, ...]
    gaten: GapRule
    terugkijken: tuple[LookBack, ...]

    @model_validator(mode="after")
    def _sound(self) -> ColourData:
        for name, rules in (("conclusies", self.conclusies), ("terugkijken", self.terugkijken)):
            if [rule.when is None for rule in rules] != [False] * (len(rules) - 1) + [True]:
                raise ValueError(f"{name}: exactly one without a condition, and that one last")
        ids = [action.id for action in self.acties]
        if len(ids) != len(set(ids)):
            raise ValueError("two actions have the same id")
        if {action.vraag for action in self.acties} - {question.id for question in self.vragen}:
            raise ValueError("an action belongs to a question that does not exist")
        return self


@dataclass(frozen=True)
class ColourBook:
    """The file with its conditions compiled. Immutable."""

    data: ColourData
    actions: Mapping[str, ActionRule] = field(init=False, repr=False)
    _tests: Mapping[int, Test] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        rules = [rule for question in self.data.vragen for rule in (*question.rood, *question.oranje)]
        every: list[Rule] = [*rules, *self.data.conclusies, *self.data.acties, *self.data.terugkijken]
        tests = {id(rule): compile_condition(rule.when) for rule in every if rule.when is not None}
        object.__setattr__(self, "_tests", tests)
        object.__setattr__(self, "actions", {action.id: action for action in self.data.acties})

    def holds(self, rule: Rule, look: Lookup) -> bool:
        """Whether a rule of this book fits; a rule without a condition always does."""
        test = self._tests.get(id(rule))
        return test is None or test(look)

    def needed(self, look: Lookup) -> tuple[ActionRule, ...]:
        """The actions that the answers call for, in the order of the file."""
        return tuple(action for action in self.data.acties if self.holds(action, look))


def load_colours(directory: Path = CONTENT) -> ColourBook:
    """Load the colours. Raises ContentError with file and line."""
    return ColourBook(load_model(directory / "basisvragen.kleuren.yaml", ColourData))


def with_actions(policy: Policy, book: ColourBook) -> Policy:
    """The policy, with the lists of actions that the last questions go through."""
    uses = frozenset(name for action in book.data.acties for leaf in action.when.leaves() if (name := leaf.var))
    lists = {
        "acties_lijst": Derived(partial(_to_own, book), uses),
        "acties_allemaal": Derived(_of_everybody, frozenset({"eigenaren"})),
        "acties_delen": Derived(partial(_to_share, book), uses),
    }
    return Policy(
        name=policy.name,
        defaults=policy.defaults,
        values=policy.values,
        normalise=policy.normalise,
        derived={**policy.derived, **lists},
        forced=policy.forced,
        collect=policy.collect,
        uses=policy.uses,
    )


def _to_own(book: ColourBook, look: Lookup) -> Value:
    return tuple(action.id for action in book.needed(look) if not action.eigenaar and not _waits(action, look))


def _to_share(book: ColourBook, look: Lookup) -> Value:
    return tuple(action.id for action in book.needed(look) if action.delen and not _waits(action, look))


def _waits(action: ActionRule, look: Lookup) -> bool:
    return action.gezin == "wacht" and look("niet_eerst_gezin") == "ja"


def _of_everybody(look: Lookup) -> Value:
    owners = look("eigenaren")
    return tuple(key for key, who in owners.items() if who == "allemaal") if isinstance(owners, Mapping) else ()
