"""Pay plans: the shipped ones, and files of the user's own (rule E1h)."""

from __future__ import annotations

from pathlib import Path

from capplan.files.build.pay_plan import build_pay_plan
from capplan.files.errors import MissingScenarioError, Problem, SyntaxStepError
from capplan.files.reader import read_text
from capplan.files.shape.pay_plans import PayPlanShape
from capplan.files.shipped_pay_plans import is_plan_file, shipped_plan_text
from capplan.files.shorthand import expand
from capplan.files.validate import fitted
from capplan.pay.plan import Scheme
from capplan.words import say


def read_pay_plan(name: str, folder: Path | None = None) -> Scheme:
    """A plan: a file, or the name of a shipped one.

    Args:
        name: of a shipped plan, or of a file that ends with .yaml.
        folder: where the file is looked for.

    Raises:
        ScenarioError: there is none, or it is not sound.
    """
    file = Path(name) if folder is None else folder / name
    if not is_plan_file(name):
        return read_plan_text(name, shipped_plan_text(name), f"{name}.yaml")
    if not file.is_file():
        raise MissingScenarioError([Problem("", "", say("there is no file {file}", file=file))])
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        lack = say("the file is not UTF-8 text; save it with encoding UTF-8")
        raise SyntaxStepError([Problem(file.name, "", lack)]) from None
    return read_plan_text(file.stem, text, file.name)


def plan_content(name: str, folder: Path) -> bytes:
    """A plan byte for byte: a file in a folder, or a shipped one."""
    if is_plan_file(name):
        return (folder / name).read_bytes()
    return shipped_plan_text(name).encode()


def read_plan_text(key: str, text: str, where: str) -> Scheme:
    """A plan from its text; `where` stands before each line number.

    Raises:
        SyntaxStepError: the text is not YAML.
        ShapeStepError: a key is unknown or missing, or a value does not fit.
        ReferenceStepError: a sheet, pool or group that is not in the plan.
        ConstructionStepError: bands, weights, pools or links that cannot be.
    """
    root = read_text(text, where)
    if not isinstance(root.value, dict):
        lack = say("a pay plan is a map of keys; copy one of `capplan pay-plans`")
        raise SyntaxStepError([Problem(where, "", lack)])
    expand(root)
    shape = fitted(root, PayPlanShape, ("groups", "sheets", "pools"))
    return build_pay_plan(key, shape, root)
