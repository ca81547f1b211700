"""Conditions as data, in the vocabulary of FHIR `enable_when`: `all`, `any`, `not`, and a comparison of one variable.

A comparison looks at a value as it is: what was not asked is `niet_gevraagd`, so `is` and `in` never fit it, `is_not`
and `not_in` always do (kindcheck.md §7). That is on purpose: not asked never reassures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dialogs.model import Value

Lookup = Callable[[str], Value]
"""Gives the value of a variable or derived value by name. KeyError for a name that does not exist."""

Test = Callable[[Lookup], bool]
Reasons = Callable[[Lookup], "tuple[Condition, ...]"]


class Condition(BaseModel):
    """One node of a condition. In YAML: `{all: [..]}`, `{any: [..]}`, `{not: {..}}`, or `{var: x, <operator>: ..}`.

    Operators: `is`, `is_not`, `in`, `not_in` compare a single value as text (booleans as "true" and "false");
    `has`, `has_any`, `lacks` look into a list or into the codes of a mapping; `at_least` compares a number; `var` alone
    holds when the value is true, "true", a number above 0, or a list or mapping with something in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=False, hide_input_in_errors=True)

    all_: tuple[Condition, ...] | None = Field(default=None, alias="all", min_length=1)
    any_: tuple[Condition, ...] | None = Field(default=None, alias="any", min_length=1)
    not_: Condition | None = Field(default=None, alias="not")
    var: str | None = Field(default=None, min_length=1)
    is_: str | None = Field(default=None, alias="is")
    is_not: str | None = None
    in_: tuple[str, ...] | None = Field(default=None, alias="in", min_length=1)
    not_in: tuple[str, ...] | None = Field(default=None, min_length=1)
    has: str | None = None
    has_any: tuple[str, ...] | None = Field(default=None, min_length=1)
    lacks: str | None = None
    at_least: int | None = None

    @model_validator(mode="after")
    def _one_operator(self) -> Condition:
        nodes = [self.all_, self.any_, self.not_, self.var]
        if sum(node is not None for node in nodes) != 1:
            raise ValueError("exactly one of all, any, not, var")
        if len(self._operators()) > (1 if self.var is not None else 0):
            raise ValueError("at most one operator, and only with var")
        return self

    def _operators(self) -> list[str]:
        names = ("is_", "is_not", "in_", "not_in", "has", "has_any", "lacks", "at_least")
        return [name for name in names if getattr(self, name) is not None]

    @property
    def operator(self) -> str:
        """Of a comparison: the name of its operator as in YAML; empty for `var` alone."""
        return (self._operators() or [""])[0].rstrip("_")

    @property
    def operands(self) -> tuple[str, ...]:
        """Of a comparison: the values that it names."""
        single = (self.is_, self.is_not, self.has, self.lacks)
        several = (self.in_, self.not_in, self.has_any)
        return tuple(v for v in single if v is not None) + tuple(v for group in several if group for v in group)

    def leaves(self) -> Iterator[Condition]:
        """Go through every comparison inside, in order."""
        if self.var is not None:
            yield self
        for part in (*(self.all_ or ()), *(self.any_ or ()), *((self.not_,) if self.not_ else ())):
            yield from part.leaves()


def compile_condition(condition: Condition) -> Test:
    """Make a function of the condition. Done once, at load; a test costs a look-up and a comparison."""
    if condition.all_ is not None:
        return _every(tuple(compile_condition(part) for part in condition.all_))
    if condition.any_ is not None:
        return _some(tuple(compile_condition(part) for part in condition.any_))
    if condition.not_ is not None:
        inner = compile_condition(condition.not_)
        return lambda look: not inner(look)
    return _comparison(condition)


def variables_in(condition: Condition) -> frozenset[str]:
    """Name everything that the condition may look up."""
    return frozenset(leaf.var for leaf in condition.leaves() if leaf.var is not None)


def compile_reasons(condition: Condition) -> Reasons:
    """Make a function that gives the comparisons that make a condition hold, in its order; empty when it does not.

    Under `not` there is no single one to name, so the whole of it counts.
    """
    if condition.all_ is not None:
        return _reasons_of_every(tuple(compile_reasons(part) for part in condition.all_))
    if condition.any_ is not None:
        return _reasons_of_some(tuple(compile_reasons(part) for part in condition.any_))
    test, itself = compile_condition(condition), (condition,)
    return lambda look: itself if test(look) else ()


def _every(tests: tuple[Test, ...]) -> Test:
    def holds(look: Lookup) -> bool:
        for test in tests:  # noqa: SIM110 - a generator in all() doubles the cost of the hottest loop of a turn
            if not test(look):
                return False
        return True

    return holds


def _some(tests: tuple[Test, ...]) -> Test:
    def holds(look: Lookup) -> bool:
        for test in tests:  # noqa: SIM110 - as in _every
            if test(look):
                return True
        return False

    return holds


def _reasons_of_every(parts: tuple[Reasons, ...]) -> Reasons:
    def reasons(look: Lookup) -> tuple[Condition, ...]:
        found: list[Condition] = []
        for part in parts:
            leaves = part(look)
            if not leaves:
                return ()
            found += leaves
        return tuple(found)

    return reasons


def _reasons_of_some(parts: tuple[Reasons, ...]) -> Reasons:
    return lambda look: tuple(leaf for part in parts for leaf in part(look))


def _comparison(condition: Condition) -> Test:
    name = condition.var or ""
    operands = frozenset(condition.operands)
    match condition.operator:
        case "is" | "in":
            return _one_of(name, operands)
        case "is_not" | "not_in":
            one_of = _one_of(name, operands)
            return lambda look: not one_of(look)
        case "has" | "has_any":
            return lambda look: not operands.isdisjoint(_codes(look(name)))
        case "lacks":
            return lambda look: operands.isdisjoint(_codes(look(name)))
        case "at_least":
            return _at_least(name, condition.at_least or 0)
        case _:
            return lambda look: _true(look(name))


def _one_of(name: str, operands: frozenset[str]) -> Test:
    def holds(look: Lookup) -> bool:
        value = look(name)
        return (value if type(value) is str else _text(value)) in operands  # nearly all are: saves a call

    return holds


def _at_least(name: str, threshold: int) -> Test:
    def holds(look: Lookup) -> bool:
        value = look(name)
        return isinstance(value, int) and value >= threshold

    return holds


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    raise TypeError("a list or mapping is compared with has, has_any or lacks")


def _codes(value: Value) -> tuple[str, ...] | Mapping[str, str]:
    if isinstance(value, (tuple, Mapping)):
        return value
    raise TypeError("has, has_any and lacks need a list or mapping")


def _true(value: Value) -> bool:
    if isinstance(value, str):
        return value == "true"
    return bool(value)
