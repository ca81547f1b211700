"""Invented personal data of every type that looks like a number, in the forms in which people type it."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from dialogs.understanding.number_data import PUBLIC_NUMBERS, passes_eleven_test

LETTERS = "BDFGHJKLNPRSTVXZ"
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


def _grouped(digits: str, sizes: tuple[int, ...], separator: str) -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(digits[start : start + size])
        start += size
    return separator.join(parts)


def _with_check_digit(number: int) -> str | None:
    digits = f"{number:08d}"
    rest = sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2), digits, strict=True)) % 11
    return f"{digits}{rest}" if rest < 10 else None


bsns = (
    st.integers(10_000_000, 99_999_999)
    .map(_with_check_digit)
    .filter(lambda bsn: bsn is not None and passes_eleven_test(bsn))
    .flatmap(
        lambda bsn: st.builds(
            _grouped,
            st.just(str(bsn)),
            st.sampled_from([(9,), (3, 3, 3), (4, 2, 3), (2, 2, 2, 3), (1,) * 9, (4, 5)]),
            st.sampled_from([" ", ".", "-"]),
        )
    )
)


def _phone(rest: str, form: int) -> str:
    area, number = rest[:3], rest[3:]
    return (
        f"06{rest[1:]}",
        f"06-{rest[1:]}",
        f"06 {rest[1:3]} {rest[3:5]} {rest[5:7]} {rest[7:]}",
        f"06-{rest[1:5]} {rest[5:]}",
        f"+316{rest[1:]}",
        f"+31 6 {rest[1:]}",
        f"+31 (0)6 {rest[1:5]} {rest[5:]}",
        f"00316{rest[1:]}",
        f"0031 6 {rest[1:5]} {rest[5:]}",
        f"0{area}-{number}",
        f"(0{area}) {number}",
        f"0{area} {number[:2]} {number[2:4]} {number[4:]}",
        f"0{area[:2]}-{area[2:]}{number}",
    )[form]


phones = (
    st.builds(_phone, st.integers(100_000_000, 799_999_999).map(str), st.integers(0, 12))
    .filter(lambda phone: "".join(filter(str.isdigit, phone)) not in PUBLIC_NUMBERS)
)  # fmt: skip

emails = st.builds(
    "{}{}{}@{}.{}".format,
    st.sampled_from(["lotte", "m", "van.dijk", "info"]),
    st.sampled_from(["", ".", "_", "-", "+"]),
    st.integers(1, 99),
    st.sampled_from(["voorbeeld", "mail-host", "school.voorbeeld"]),
    st.sampled_from(["nl", "com", "org"]),
)

addresses = st.builds(
    "{}{}{}{}{}{}".format,
    st.integers(1000, 9999),
    st.sampled_from(["", " "]),
    st.text(LETTERS, min_size=2, max_size=2),
    st.sampled_from([" ", ", ", " nr ", "-", " huisnummer "]),
    st.integers(1, 999),
    st.sampled_from(["", "a", " B", " hs"]),
)


def _birth_date(day: date, form: int) -> str:
    return (
        f"{day:%d-%m-%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y-%m-%d}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}",
    )[form]


birth_dates = st.builds(_birth_date, st.dates(date(1930, 1, 1), date(2023, 12, 31)), st.integers(0, 6))
birth_dates_with_word = st.builds(
    "{} {}".format,
    st.sampled_from(["geboren", "geb.", "geboortedatum:", "geboren op", "is jarig op"]),
    st.builds(_birth_date, st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 6)),
)


def _plate(letters: str, digits: str, form: int, separator: str) -> str:
    one, two = letters[:2], letters[2:4]
    shapes = (
        (one, digits[:2], digits[2:4]),
        (digits[:2], digits[2:4], one),
        (digits[:2], one, digits[2:4]),
        (one, digits[:2], two),
        (one, two, digits[:2]),
        (digits[:2], one, two),
        (digits[:2], letters[:3], digits[2]),
        (digits[0], letters[:3], digits[1:3]),
        (one, digits[:3], letters[2]),
        (letters[0], digits[:3], letters[1:3]),
        (letters[:3], digits[:2], letters[3]),
        (digits[0], one, digits[1:4]),
        (digits[:3], one, digits[3]),
    )
    return separator.join(shapes[form])


plates = st.builds(
    _plate,
    st.text(LETTERS, min_size=4, max_size=4),
    st.integers(1000, 9999).map(str),
    st.integers(0, 12),
    st.sampled_from(["-", " ", ""]),
) | st.builds(
    lambda plate: plate.lower(),
    st.builds(
        _plate,
        st.text(LETTERS, min_size=4, max_size=4),
        st.integers(1000, 9999).map(str),
        st.integers(0, 12),
        st.just("-"),
    ),
)

contexts = st.sampled_from(
    [
        ("Moeder is te bereiken op ", ", liefst overdag"),
        ("", ""),
        ("(", ")"),
        ("kind van 7 jaar; nummer: ", ". Bel ook 0800-2000 of 112."),
        ("Zie\n", "\nen verder niets"),
        ("ÉÉN ZIN MET 12 EN 3 ERIN, ", ", 😂 en 14 maanden"),
        ("vader='", "'"),
        ("Het is van ", " en niet van mij"),
    ]
)
