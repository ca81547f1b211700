"""What professionals type at that moment: the facts after the obvious questions, and what must come out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.dialogs.kindcheck_given import VIGNETTES, Case, case_of, judged_right, verdict_of

SHARED = Path(__file__).parents[3] / "shared" / "domain" / "vignettes.md"


@pytest.mark.parametrize("case", VIGNETTES, ids=lambda case: case.id)
def test_vignette(case: Case) -> None:
    verdict = verdict_of(case.given)
    assert judged_right(case, verdict), verdict


@pytest.mark.skipif(not SHARED.exists(), reason="the domain documents are not beside this repository")
def test_the_facts_are_those_of_the_domain_document() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", SHARED.read_text(encoding="utf-8"), re.DOTALL)
    documents = [yaml.load(block, yaml.CBaseLoader) for block in blocks]  # noqa: S506 - strings only
    expected = [
        case_of(
            {
                "id": doc["id"],
                "given": doc["vars"],
                "outcome": doc["verwacht"]["uitkomst"],
                "urgency": doc["verwacht"]["urgentie"],
                "flags": doc["verwacht"]["vlaggen"],
            },
            all_flags=True,
        )
        for doc in documents
        if doc["verwacht"]["uitkomst"] != "geen_kindcheck"
    ]
    assert expected == VIGNETTES
