"""What stands in a record that is begun: years that are likely meant, and what another list says.

``{list: [{field: answer} for each record in turn]}``; a person leaves it as it is or changes it.
"""

from typing import Any

from calculator.core.answers.given import GivenRecord
from calculator.core.answers.questions import Asked
from calculator.core.state import State
from calculator.core.values.dates import year_of


def begins(state: State) -> dict[str, list[dict[str, Any]]]:
    """Of every list whose records begin with something."""
    found = {}
    for question in state.rules.questions.values():
        places = range(int(question.at_most or 1) if question.type == "list" else 0)
        records = [_record(state, question.fields, place) for place in places]
        if any(records):
            found[question.id] = records
    return found


def as_begun(state: State) -> State:
    """The same person with the records that answers speak of and that are not written yet: whoever
    was moved held a post, likely that of her title."""
    answers, rules = state.answers.copy(), state.rules
    for key, condition in rules.asked_when.items():
        if not state.is_given(key) and condition.verdict(state, None):
            fields = rules.questions[key].fields
            told = {name: one for name, one in fields.items() if "from" in one.begins}
            if record := _record(state, told, 0):
                answers.lists[key] = (GivenRecord(record, {}),)
    return state if answers.lists == state.answers.lists else State(rules, answers)


def _record(state: State, fields: dict[str, Asked], place: int) -> dict[str, Any]:
    given = {key: _begin(state, field, place) for key, field in fields.items() if field.begins}
    return {key: value for key, value in given.items() if value is not None}


def _begin(state: State, field: Asked, place: int) -> Any:
    if "years_before" in field.begins:
        return year_of(state.reference[0]) - 1 - place
    records = state.of_list(field.begins["from"])
    if place > 0 or len(records) != 1:
        return None
    said = records[0].values.get(field.begins["field"])
    options = field.begins.get("options")
    same = options.get(said) if options else said
    return same if same in field.labels else None
