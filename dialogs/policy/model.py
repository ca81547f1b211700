"""What a policy is, the view on the facts that conditions get, and which facts made a condition hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dialogs.model import NOT_ASKED, UNKNOWN, Value
from dialogs.questions.conditions import Condition, Lookup, Reasons, compile_condition, compile_reasons, variables_in

SINGLE = frozenset({"is", "is_not", "in", "not_in"})
LISTS = frozenset({"has", "has_any", "lacks"})


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that follows from variables and other derived values."""

    function: Callable[[Lookup], Value]
    uses: frozenset[str]
    """Names that the function looks up."""
    condition: Condition | None = None
    """Where the function is a condition: that condition."""
    why: Reasons | None = None
    """What makes that condition hold, so that a reason can be told in answers."""
    told: bool = True
    """Whether what it rests on is a reason to tell; that there is a child at all is none."""

    @classmethod
    def of(cls, condition: Condition, *, told: bool = True) -> Derived:
        """Make a derived value that holds when the condition holds."""
        return cls(
            compile_condition(condition),
            variables_in(condition),
            condition,
            compile_reasons(condition) if told else None,
            told,
        )


@dataclass(frozen=True)
class Policy:
    """Everything that is fixed about the variables of one dialog."""

    name: str
    defaults: Mapping[str, Value]
    """For a variable that is not named in the input of a check (kindcheck.md §7). Sets the kind of the variable too."""
    values: Mapping[str, frozenset[str]]
    """Allowed codes of a choice, of a list, or of the keys of a mapping; `<name>.ernst` for the values of a mapping."""
    normalise: Callable[[Mapping[str, Value]], dict[str, Value]]
    """The input rules, on a complete mapping; gives a new one."""
    derived: Mapping[str, Derived]
    forced: Mapping[tuple[str, str], Reasons] = field(default_factory=dict)
    """Why a variable may have a value that nobody answered: by variable and value, over normalised variables."""
    collect: Callable[[Mapping[str, Value]], dict[str, Value]] = dict
    """From what each question says, under its own variable name, to every value that conditions see, normalised."""
    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Which questions' variables stand behind a value that is no question's own."""
    never_unknown: frozenset[str] = frozenset()
    """Choices without `onbekend`: "weet ik niet" counts as not asked, plus an action with a date (kindcheck.md §1)."""

    def accepts(self, name: str, value: object) -> bool:
        """Tell whether the value may stand under the name; False for a name that does not exist.

        A choice may also be `niet_gevraagd`, and so may the values of a mapping (kindcheck.md §7).
        """
        default = self.defaults.get(name)
        if default is None:
            return False
        allowed = self.values.get(name, frozenset())
        if isinstance(default, bool):
            return isinstance(value, bool)
        if isinstance(default, int):
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        if isinstance(default, tuple):
            return isinstance(value, (tuple, list)) and all(isinstance(v, str) and v in allowed for v in value)
        if isinstance(default, Mapping):
            severities = self.values[f"{name}.ernst"]
            return isinstance(value, Mapping) and all(
                isinstance(key, str) and key in allowed and isinstance(text, str) and text in severities
                for key, text in value.items()
            )
        return isinstance(value, str) and (value in allowed or value == NOT_ASKED)

    def faults(self, condition: Condition, also: Mapping[str, frozenset[str]] | None = None) -> tuple[str, ...]:
        """Tell what is wrong with a condition: an unknown name, an impossible value, an operator that does not fit.

        `also` names further single or list values that the condition may see, with the codes they may have; an empty
        set allows any code.
        """
        found: list[str] = []
        for leaf in condition.leaves():
            name = leaf.var or ""
            if also and name in also:
                allowed = also[name] or frozenset(leaf.operands)
            elif name in self.derived:
                allowed = frozenset({"true", "false"})
            elif name not in self.defaults:
                found.append(f"unknown name {name}")
                continue
            elif not self._fits(leaf):
                found.append(f"{name} cannot be compared with {leaf.operator or 'nothing'}")
                continue
            else:
                allowed = self.values.get(name, frozenset({"true", "false"})) | {NOT_ASKED}
            found += [f"{name} is never {value}" for value in sorted(set(leaf.operands) - allowed)]
        return tuple(found)

    def _fits(self, leaf: Condition) -> bool:
        default = self.defaults[leaf.var or ""]
        if isinstance(default, (tuple, Mapping)):
            return leaf.operator in LISTS or not leaf.operator
        if isinstance(default, bool):
            return leaf.operator in {"", "is"}
        return leaf.operator == "at_least" if isinstance(default, int) else leaf.operator in SINGLE


class Facts:
    """The view that conditions get: variables first, then derived values, each computed once."""

    __slots__ = ("_derived", "_known", "policy")

    def __init__(self, policy: Policy, variables: Mapping[str, Value]) -> None:
        """`variables` are normalised already; names beyond the policy's own are seen as they are."""
        self.policy = policy
        self._derived = policy.derived
        self._known = dict(variables)

    def __call__(self, name: str) -> Value:
        """Give the value of a variable or derived value. KeyError for any other name."""
        known = self._known
        if name not in known:
            known[name] = self._derived[name].function(self)
        return known[name]

    def known_only(self) -> Facts:
        """The same facts, with all that is not known as if it was not asked."""
        variables = {name: value for name, value in self._known.items() if name not in self._derived}
        return Facts(self.policy, {name: _without_unknown(value) for name, value in variables.items()})


def _without_unknown(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(each for each in value if each != UNKNOWN)
    if isinstance(value, Mapping):
        return {key: each for key, each in value.items() if each != UNKNOWN}
    return NOT_ASKED if value == UNKNOWN else value


def reasons(policy: Policy, why: Reasons, look: Lookup) -> tuple[str, ...]:
    """Name what made a condition hold: derived values, then the variables they rest on, in the table's order.

    A variable that an input rule forced is replaced by what forced it, so that nobody is told an answer as a reason
    that they did not give (kindcheck.md §1 rule 6, §7.1).
    """
    found: dict[str, None] = {}
    _collect(policy, why, look, found)
    return tuple(found)


def _collect(policy: Policy, why: Reasons, look: Lookup, found: dict[str, None]) -> None:
    for leaf in why(look):
        if leaf.var is None:
            found.update(dict.fromkeys(sorted(variables_in(leaf))))
            continue
        name = leaf.var
        value = look(name)
        cause = policy.forced.get((name, value)) if isinstance(value, str) else None
        if cause is not None and cause(look):
            _collect(policy, cause, look, found)
            continue
        found[name] = None
        derived = policy.derived.get(name)
        if derived is not None and derived.why is not None:
            _collect(policy, derived.why, look, found)
        elif derived is not None and derived.told:
            found.update(dict.fromkeys(sorted(derived.uses)))
