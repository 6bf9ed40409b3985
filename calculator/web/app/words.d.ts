// Written by `python -m calculator.publish.script_types`.
export const VERDICT: { "met": string; "not met": string; "open": string; };
export const STANDING: { "yes": string; "some": string; "no": string; "open": string; };
export const COUNTED: { "yes": string; "no": string; "open": string; };
export const NEEDED: { "yes": string; "no": string; "open": string; };
export const KIND: { "veto": string; "ban": string; "delay": string; };
export const BARS: string;
export const EMPTY: { "unanswered": string; "none": string; };
export const UNCOVERED: string;
export const RANGE: { "both": string; "least": string; "most": string; "any": string; };
export const CEILING: { "most": string; "any": string; };
export const NAMES: { "advice": string; "again": string; "all_years": string; "answer": string; "answers": string; "aside": string; "asking": string; "cap": string; "cell": string; "change": string; "check": string; "clause": string; "clear": string; "code": string; "complete": string; "copied": string; "every": string; "fewer": string; "filled": string; "fold": string; "formula": string; "from": string; "hours": string; "item": string; "items": string; "late": string; "latest": string; "module": string; "near_cap": string; "one_year": string; "own": string; "points": string; "preparing": string; "problem": string; "reached": string; "record": string; "remove": string; "rest": string; "result": string; "reviewed": string; "route": string; "rules": string; "slip": string; "stay": string; "sum": string; "thing": string; "until": string; "whole": string; "year": string; };
export const BECAUSE: { "full": string; "top": string; "met": string; "requirement": string; "worth": string; };
export const NO_GAIN: string;
