/**
 * Controls for one value: a question of its own, or a field of a record. Each gives an element
 * and `show(value)`, `mark(problem)`; typing calls `onAnswer(value)`, undefined for nothing.
 */
import { button, el, freshId, setState, setText } from "./dom.js";
import { echo, plainText, readText, say, understood } from "./values.js";
import { NAMES } from "./words.js";

const PLEASE = {
  count: "请填整数，例如 2。",
  number: "请填数字，例如 12 或 7.5。",
  date: "请填年月，例如 2024-05；知道具体日期的填 2024-05-01。",
};

/**
 * @param {any} question
 * @param {(value: any) => void} onAnswer
 * @param {{about?: string, only?: string[], radios?: boolean}} [how] `about`: what it belongs to, for
 *   people who do not see the row; `only`: the options to offer; `radios`: each of them in sight
 */
export function makeControl(question, onAnswer, how = {}) {
  const make = MAKERS[question.type];
  return make(question, onAnswer, how);
}

/** Whether there is a control for this type. @param {any} question */
export function hasControl(question) {
  return question.type in MAKERS;
}

/** Label, control, help and message, tied together. */
class Frame {
  /** @param {any} question @param {{about?: string}} how @param {boolean} several */
  constructor(question, how, several) {
    this.question = question;
    this.labelId = freshId();
    this.hintId = freshId();
    this.hint = el("p", { class: "calc-hint", id: this.hintId });
    this.printed = el("span", { class: "calc-printed" });
    const inputId = several ? null : freshId();
    this.inputId = inputId;
    this.label = el(several ? "span" : "label", {
      class: "calc-label",
      id: this.labelId,
      for: inputId,
      text: question.label,
    });
    if (how.about) this.label.append(el("span", { class: "visually-hidden", text: `（${how.about}）` }));
    this.help = question.help ? el("p", { class: "calc-help", id: freshId() }, question.help) : null;
    this.describedBy = [this.help?.id, this.hintId].filter(Boolean).join(" ");
  }

  /** @param {...Node} controls */
  build(...controls) {
    const line = el("div", { class: "calc-control" }, ...controls, this.printed);
    return el("div", { class: "calc-field" }, this.label, this.help, line, this.hint);
  }

  /** @param {string} problem "" for none @param {boolean} [isWrong] */
  warn(problem, isWrong = Boolean(problem)) {
    this.hint.classList.toggle("calc-wrong", isWrong);
    setText(this.hint, this.own(problem));
  }

  /** What the core says about this input, which stands under its label. @param {string} problem */
  own(problem) {
    const named = `${this.question.label}：`;
    return problem.startsWith(named) ? problem.slice(named.length) : problem;
  }

  print(value) {
    setText(this.printed, say(this.question, value) || "＿＿＿＿");
  }
}

/** @type {Record<string, (question: any, onAnswer: Function, how: any) => Control>} */
const MAKERS = {
  count: makeTyped,
  number: makeTyped,
  date: makeTyped,
  text: makeTyped,
  yesno: (question, onAnswer, how) => makeRadios(question, [["是", true], ["否", false]], onAnswer, how),
  choice: makeChoice,
  ordered: makeChoice,
  period: makePeriod,
};

const KEYBOARD = { count: "numeric", number: "decimal", date: "decimal", text: "text" };

function makeTyped(question, onAnswer, how) {
  const frame = new Frame(question, how, false);
  const { input, show, mark } = typedInput(question.type, frame.hint, (value) => {
    frame.print(value);
    onAnswer(value);
  });
  input.id = frame.inputId;
  input.setAttribute("aria-describedby", frame.describedBy);
  if (question.signed) input.inputMode = "text"; // a keypad for numbers may have no minus
  const unit = question.unit ? el("span", { class: "calc-unit", text: question.unit }) : null;
  return {
    element: frame.build(input, unit),
    show(value) {
      frame.print(value);
      show(value);
    },
    mark: (text) => mark(frame.own(text)),
  };
}

/**
 * A text input with its reading, and what it says about it. Nothing is called wrong before the box
 * has been left: half a date is no mistake, and what lies below would jump with each key. What is
 * half typed (`data-half`) is kept, and worked out when it is whole or left (session.js).
 */
function typedInput(type, hint, onAnswer) {
  const input = el("input", {
    type: "text",
    class: `calc-input calc-input-${type}`,
    inputmode: KEYBOARD[type],
    autocomplete: "off",
    maxlength: type === "text" ? 200 : 40,
    placeholder: type === "date" ? "年-月(-日)" : null,
  });
  let value;
  let problem = "";
  let isTyping = false;
  const isReadable = () => value === undefined || understood(type, value);
  const explain = () => {
    const shown = isTyping ? "" : problem || (isReadable() ? "" : PLEASE[type]);
    setState(input, "aria-invalid", Boolean(shown));
    const isHalf = isTyping && !isReadable();
    input.toggleAttribute("data-half", isHalf);
    hint.classList.toggle("calc-half", isHalf);
    hint.classList.toggle("calc-wrong", Boolean(shown));
    setText(hint, shown || (value === undefined ? "" : echo(type, value)));
  };
  input.addEventListener("input", () => {
    isTyping = true;
    value = readText(type, input.value);
    if (value === undefined) problem = ""; // else the next result says whether it still stands
    explain();
    onAnswer(value);
  });
  input.addEventListener("blur", () => {
    isTyping = false;
    if (value !== undefined && type !== "text") input.value = plainText(value);
    explain();
  });
  return {
    input,
    isSettled: () => !isTyping && isReadable(),
    show(given) {
      value = given ?? undefined;
      if (document.activeElement !== input) input.value = value === undefined ? "" : plainText(value);
      explain();
    },
    mark(text) {
      problem = text;
      explain();
    },
  };
}

/** Some answers to tap. @param {[string, any][]} offered words and values */
function makeRadios(question, offered, onAnswer, how, helps = new Map()) {
  const frame = new Frame(question, how, true);
  const name = freshId();
  const radios = offered.map(([text, value]) => {
    const input = el("input", { type: "radio", name, on: { change: () => answer(value) } });
    return { input, value, label: el("label", { class: "calc-radio" }, input, text) };
  });
  const forget = button("清除", () => {
    answer(undefined);
    radios[0].input.focus();
  }, { class: "btn btn-quiet calc-forget", "aria-label": `清除：${question.label}` });
  let chosen;
  const explain = (problem) => frame.warn(problem || (helps.get(chosen) ?? ""), Boolean(problem));
  const show = (value) => {
    chosen = value;
    for (const one of radios) one.input.checked = one.value === value;
    forget.hidden = value === undefined;
    explain("");
    frame.print(value);
  };
  const answer = (value) => {
    show(value);
    onAnswer(value);
  };
  const group = el(
    "div",
    { class: "calc-radios", role: "radiogroup", "aria-labelledby": frame.labelId },
    ...radios.map((one) => one.label),
  );
  group.setAttribute("aria-describedby", frame.describedBy);
  show(undefined);
  return { element: frame.build(group, forget), show, mark: explain };
}

function makeChoice(question, onAnswer, how) {
  const offered = question.options.filter((option) => !how.only || how.only.includes(option.id));
  if (how.radios) {
    const helps = new Map(question.options.map(({ id, help }) => [id, help ?? ""]));
    return makeRadios(question, offered.map(({ label, id }) => [label, id]), onAnswer, how, helps);
  }
  const frame = new Frame(question, how, false);
  const select = el(
    "select",
    { id: frame.inputId, class: "calc-select", "aria-describedby": frame.describedBy },
    el("option", { value: "", text: "请选择" }),
    ...offered.map((option) => el("option", { value: option.id, text: option.label })),
  );
  const explain = (value) => {
    const option = question.options.find((one) => one.id === value);
    frame.warn("");
    setText(frame.hint, option?.help ?? "");
    frame.print(value);
  };
  select.addEventListener("change", () => {
    explain(select.value);
    onAnswer(select.value || undefined);
  });
  return {
    element: frame.build(select),
    show(value) {
      select.value = plainText(value ?? "");
      if (select.selectedIndex < 0) select.selectedIndex = 0;
      explain(value);
    },
    mark: (text) => (text ? frame.warn(text) : explain(select.value)),
  };
}

function makePeriod(question, onAnswer, how) {
  const frame = new Frame(question, how, true);
  let period = {};
  const ends = { from: NAMES.from, to: "结束（还在继续的不填）" };
  const inputs = Object.entries(ends).map(([key, text]) => {
    const hint = el("p", { class: "calc-hint", id: freshId() });
    const typed = typedInput("date", hint, (value) => {
      period = { ...period, [key]: value };
      if (value === undefined) delete period[key];
      const given = period.from !== undefined || period.to !== undefined;
      frame.print(given ? period : undefined);
      onAnswer(given ? { ...period } : undefined);
    });
    typed.input.id = freshId();
    typed.input.setAttribute("aria-describedby", hint.id);
    const label = el("label", { for: typed.input.id, class: "calc-sublabel", text });
    return { key, typed, element: el("div", { class: "calc-end" }, label, typed.input, hint) };
  });
  // What the core says of both ends stands at the second, when both have been typed and read.
  let problem = "";
  const explain = () => inputs[1].typed.mark(inputs.every(({ typed }) => typed.isSettled()) ? problem : "");
  const group = el(
    "div",
    { class: "calc-period", role: "group", "aria-labelledby": frame.labelId, "aria-describedby": frame.describedBy, on: { input: explain, focusout: explain } },
    ...inputs.map((one) => one.element),
  );
  return {
    element: frame.build(group),
    show(value) {
      period = value && typeof value === "object" ? { ...value } : {};
      for (const { key, typed } of inputs) typed.show(period[key] ?? undefined);
      frame.print(value);
    },
    mark(text) {
      problem = frame.own(text);
      explain();
    },
  };
}
