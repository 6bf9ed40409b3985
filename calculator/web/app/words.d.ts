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
