// Pages are HTML, and our own events carry their matter.
interface ParentNode {
  querySelector(selectors: string): HTMLElement | null;
  querySelectorAll(selectors: string): NodeListOf<HTMLElement>;
}

interface Element {
  closest(selectors: string): HTMLElement | null;
}

interface Event {
  readonly detail: any;
}

// Our own shapes that several scripts name; those of the core come from `told.d.ts`.
type Result = import("./told.js").Result;
type FormModel = import("./told.js").FormModel;
type NodeForm = import("./told.js").NodeForm;
type RowForm = import("./told.js").RowForm;

type Bar = import("./check_bar.js").CheckBar;
type CheckModel = import("./check_model.js").CheckModel;
type Engine = import("./engine.js").Engine;
type Form = import("./form.js").Form;
type ListEditor = import("./records.js").ListEditor;
type Model = import("./model.js").Model;
type Page = import("./page.js").Page;
type Questions = import("./check_questions.js").Questions;
type ResultBar = import("./bar.js").ResultBar;
type Session = import("./session.js").Session;
type State = import("./state.js").State;
type Visit = import("./visit.js").Visit;

/** Tells the person something; an `undoable` one stands beside a button that takes it back. */
type Say = (words: string, undoable?: boolean) => void;

/** How a result is shown: a `quiet` one is not read aloud. */
type How = { quiet?: boolean };

type Policy = { id: string; edition: string; short: string };

/** Tables for the core, as its requests name them. */
type Tables = object;

/** What the screen of a self-check is made of. */
interface Parts {
  page: Page;
  model: CheckModel;
  state: State;
  bar: Bar;
  questions: Questions;
  session: Session;
}

interface ResultScreen {
  show: (result: any, how?: How) => void;
  /** What to ask for besides the page's own `data-request`. */
  request?: () => object;
  /** Answers came in a link. */
  arrived?: () => void;
}

interface EngineState {
  state: "loading" | "ready" | "failed";
  loaded?: number;
  total?: number;
  starting?: boolean;
  slow?: boolean;
  stage?: string;
  message?: string;
  kind?: string;
  status?: number;
}

/** A control for one value, or for one field of a record. */
interface Control {
  element: HTMLElement;
  show: (value: any) => void;
  mark: (problem: string) => void;
}

/** Where an input stands. */
type Target = { row?: string; question?: string; index?: number; field?: string };

interface Setting {
  model: Model;
  /** Makes the button or link that leads to an input. */
  way: (target: Target, text: string, about: string) => Node;
  /** What proves it, by row. */
  evidence: Map<string, string[]>;
}

/** Where answers come from that are to be opened. */
interface Origin {
  /** What was done, for undo. */
  what: string;
  /** Of what was opened. */
  name: string;
  /** Ask even when nothing would be replaced. */
  always?: boolean;
}

/** A question before something is taken away. */
interface Warning {
  title: string;
  /** What it rests on and what would be lost. */
  details: (Node | null)[];
  /** What each button does: read one after the other, they must not say the opposite of either. */
  stay: string;
  go: string;
  /** Going on takes answers away: then staying is the strong button. */
  loses?: boolean;
}

/** How a file is downloaded. */
interface Download {
  /** `sha256-…`; without it the content is taken as it comes. */
  integrity?: string;
  /** Expected bytes. */
  size?: number;
  /** Pass by what the browser has kept. */
  fresh?: boolean;
  /** ms without a byte before it is given up; without it the caller watches. */
  patience?: number;
  /** Told of every piece that arrives. */
  onBytes?: (bytes: number) => void;
  /** Gets the response as it begins; what is made of it must not run before the download is done. */
  onResponse?: (response: Response) => void;
}

/** What the results need of a row. */
interface RowView {
  chip: HTMLElement;
  none: HTMLButtonElement | null;
  estimate: any;
  opener: HTMLElement | null;
}
