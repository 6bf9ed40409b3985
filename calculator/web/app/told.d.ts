// Written by `python -m calculator.publish.script_types`.

export interface Figure {
  "value": number | string;
  "unit": string;
  "figure": string | null;
}

export interface Reason {
  "clause": string;
  "text": string;
}

export interface Problem {
  "path": string;
  "message": string;
}

export interface Ends {
  "low": number | string | null;
  "high": number | string | null;
  "floor": number | string | null;
  "ceiling": number | string | null;
  "own": number | string | null;
}

export interface Item {
  "list": string;
  "index": number;
  "counted": "yes" | "no" | "open";
  "low": number | string | null;
  "high": number | string | null;
  "formula": string;
  "reasons": Array<Reason>;
}

export interface Node extends Ends {
  "id": string;
  "depth": number;
  "kind": "group" | "row";
  "state": "filled" | "none" | "unanswered";
  "cap": Figure | null;
  "bites": "yes" | "maybe" | "no";
  "formula": string;
  "evidence": Array<string>;
  "reasons": Array<Reason>;
  "items": Array<Item>;
}

export interface Unplaced {
  "list": string;
  "index": number;
}

export interface Score extends Ends {
  "unanswered": number;
  "empty": Record<string, Array<string>>;
  "nodes": Array<Node>;
  "unplaced": Array<Unplaced>;
}

export interface BarEnd {
  "standing": "yes" | "some" | "no" | "open";
  "until": string | null;
}

export interface BarRecord extends BarEnd {
  "index": number;
}

export interface BarStanding extends BarEnd {
  "clause": string;
  "kind": "veto" | "ban" | "delay";
}

export interface Bar extends BarStanding {
  "title": string;
  "records": Array<BarRecord>;
  "reasons": Array<Reason>;
  "routes"?: Record<string, BarEnd>;
}

export interface Day {
  "day": string | null;
  "day_at_latest": boolean;
}

export interface Dated extends Day {
  "verdict": "met" | "not met" | "open";
}

export interface Why {
  "kind": string;
  "verdict": "met" | "not met" | "open";
  "of"?: Array<Why>;
  "text"?: string;
  "clause"?: string;
  "question"?: string;
  "list"?: string;
  "field"?: string;
  "fact"?: string;
  "mend"?: string;
  "figures"?: Array<string>;
  "needed"?: number;
  "met"?: number;
  "open"?: number;
}

export interface Condition extends Dated {
  "why": Why;
  "reasons": Array<Reason>;
}

export interface Need extends Dated {
  "clause": string;
}

export interface Route extends Dated {
  "id": string;
  "needs": Array<Need>;
  "apart": boolean;
  "uncovered": boolean;
  "bars": Array<BarStanding>;
}

export interface Headline {
  "kind": string;
  "text": string;
  "note": string;
  "routes": Array<string>;
  "clauses": Array<string>;
  "day": string | null;
}

export interface Entry {
  "index": number;
  "year": number | null;
  "kind": string | null;
  "way": string | null;
  "clause": string | null;
  "counted": "yes" | "no" | "open";
  "low": number | string | null;
  "high": number | string | null;
  "formula": string;
  "reasons": Array<Reason>;
}

export interface Way {
  "year": number;
  "kind": string;
  "way": string;
  "clause": string;
  "low": number | string | null;
  "high": number | string | null;
  "cap": Figure | null;
  "bites": "yes" | "maybe" | "no";
  "room": number | string | null;
  "formula": string;
}

export interface Sum {
  "low": number | string | null;
  "high": number | string | null;
}

export interface Requirement {
  "id": string;
  "title": string;
  "clause": string;
  "scope": "each_year" | "all_years";
  "year": number | null;
  "kinds": Array<string>;
  "needed": Figure;
  "verdict": "met" | "not met" | "open";
  "low": number | string | null;
  "high": number | string | null;
  "short_low": number | string | null;
  "short_high": number | string | null;
}

export interface Rate {
  "option": string | null;
  "hours": number | string;
  "units": number | string | null;
}

export interface RoomWay {
  "way": string;
  "clause": string;
  "room": number | string | null;
  "useful": number | string;
  "weighted": boolean;
  "rates": Array<Rate>;
}

export interface Room {
  "requirement": string;
  "year": number | null;
  "short": number | string;
  "ways": Array<RoomWay>;
}

export interface Hours {
  "given": boolean;
  "complete": boolean;
  "years": Array<number>;
  "kinds": Array<string>;
  "entries": Array<Entry>;
  "ways": Array<Way>;
  "totals": Record<string, Sum>;
  "requirements": Array<Requirement>;
  "room": Array<Room>;
}

export interface Thing {
  "clause": string;
  "title": string;
  "group": string;
  "needed": "yes" | "no" | "open";
  "aside"?: boolean;
  "reasons": Array<Reason>;
}

export interface TermDay {
  "day": string;
  "kind": "workday" | "weekend" | "holiday" | "made_up";
  "number": number | null;
}

export interface From {
  "from": string | null;
}

export interface Term extends From {
  "clause": string;
  "title": string;
  "workdays": Figure;
  "first_day_counts": boolean;
  "years": Array<number>;
  "last": string | null;
  "next": string | null;
  "next_workday": string | null;
  "days": Array<TermDay>;
  "reasons": Array<Reason>;
}

export interface Blank {
  "label": string;
  "lines": Array<string>;
}

export interface Form {
  "clause": string;
  "title": string;
  "needed": "yes" | "no" | "open" | null;
  "fields": Array<Blank>;
}

export interface Asking {
  "waiting": Array<string>;
  "question"?: string;
  "points"?: string;
  "index"?: number;
  "field"?: string;
  "more"?: boolean;
  "exact"?: boolean;
}

export interface Result {
  "format": number;
  "policy": string;
  "edition": string;
  "problems": Array<Problem>;
  "unused": Record<string, any>;
  "score"?: Score;
  "bars"?: Array<Bar>;
  "conditions"?: Record<string, Condition>;
  "routes"?: Array<Route>;
  "headline"?: Headline | null;
  "hours"?: Record<string, Hours>;
  "checklist"?: Array<Thing>;
  "terms"?: Array<Term>;
  "forms"?: Array<Form>;
  "advice"?: any;
  "visit"?: any;
  "asking"?: Array<Asking>;
}

export interface Choice {
  "id": string;
  "label": string;
  "help"?: string;
  "settles"?: string;
  "open"?: boolean;
  "uncovered"?: boolean;
}

export interface Input {
  "id"?: string;
  "type": string;
  "label": string;
  "help"?: string;
  "unit"?: string;
  "counts"?: string;
  "options"?: Array<Choice>;
  "asked_with"?: Array<Record<string, any>>;
}

export interface Question extends Input {
  "clause": string | null;
  "item"?: string;
  "whole"?: boolean;
  "most"?: number;
  "pick"?: string;
  "rows"?: boolean;
  "fields"?: Array<Input>;
}

export interface Clause {
  "title": string;
  "number": string;
  "cited": string;
  "named": string;
  "called": string;
  "condition": string;
  "points": boolean;
  "address": string;
}

export interface Place {
  "at": string;
  "rows": Array<string>;
  "shared": boolean;
  "counted": boolean;
  "first": boolean;
  "decides": Array<string>;
}

export interface RowForm {
  "adds": string | null;
  "fixed": Record<string, any>;
  "limited": Record<string, Array<any>>;
  "decides": Array<string>;
  "estimate": Input | null;
  "each": Input | null;
  "takes": boolean;
  "may_be_none": boolean;
}

export interface NodeForm {
  "id": string;
  "title": string;
  "above": string;
  "rows": Array<string>;
  "asks": Array<string>;
  "strays": Array<string>;
  "is_summed": boolean;
  "row": RowForm | null;
}

export interface PassMark {
  "clause": string;
  "question": string | null;
}

export interface Stated {
  "years": Array<number>;
  "kinds": Array<Record<string, string>>;
  "fields": Record<string, string>;
}

export interface LedgerForm {
  "entries": string;
  "unit": string;
  "ways": Record<string, string>;
  "options": Record<string, Record<string, string>>;
  "stated": Stated | null;
}

export interface Policy {
  "id": string;
  "edition": string;
  "title": string;
  "short": string;
  "status": string;
  "evidence": string;
  "reference_day": string;
  "blanks": Array<string>;
}

export interface FormModel {
  "policy": Policy;
  "questions": Array<Question>;
  "clauses": Record<string, Clause>;
  "indicators": Array<string>;
  "nodes": Array<NodeForm>;
  "places": Record<string, Place>;
  "pass_mark": PassMark | null;
  "ledgers": Record<string, LedgerForm>;
}
