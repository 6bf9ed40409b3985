// What the scripts outside app/ meet besides a page: a service worker, the theme, newer browsers.

/** What the build puts in front of the service worker's script. */
declare const BUILD: {
  id: string;
  early: Record<string, string>;
  late: Record<string, string>;
  again: { script: string; hash: string };
};

interface ExtendableEvent extends Event {
  waitUntil(deed: Promise<any>): void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface WindowEventMap {
  install: ExtendableEvent;
  activate: ExtendableEvent;
  fetch: FetchEvent;
  message: MessageEvent & ExtendableEvent;
}

interface Window {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  /** The theme's: the state of each of its components. */
  readonly component$?: { subscribe(hear: (state: any) => void): void };
}

interface Navigator {
  readonly connection?: { saveData: boolean };
}

declare namespace WebAssembly {
  const Tag: Function | undefined;
}

/** A text as it is compared (`text`), with the way back to the text as it is shown (`source`). */
interface Folded {
  text: string;
  /** For each unit of `text`, where its source character starts. */
  starts: number[];
  source: string;
}

/** What one does something with, a remark on other sections, or what visitors seldom want. */
type SectionKind = "tool" | "reading" | "manual";

/** A document of the search index. */
interface Doc {
  /** Address relative to the site's root, with the section's anchor. */
  location: string;
  /** HTML. */
  title: string;
  /** HTML. */
  text: string;
  /** Everyday words that lead here. */
  words?: string[];
  /** For an old edition: the label to show beside its results. */
  archived?: string;
  kind?: SectionKind;
}

/** A section, ready to be searched. */
interface Section {
  location: string;
  /** The section that stands for the whole page. */
  article?: Section;
  title: Folded;
  text: Folded;
  words: Folded[];
  archived?: string;
  kind?: SectionKind;
  /** Title and everyday words, folded. */
  foldedNames: string;
  /** Title, everyday words and text, folded. */
  foldedAll: string;
}

/** A section that answers a query. */
interface Hit {
  section: Section;
  /** The coarse rank (a tier), then finer ones, compared one after another: higher is better. */
  rank: number[];
  /** Folded strings to highlight. */
  marks: string[];
  /** Those of several terms that the section lacks. */
  missing: string[];
}
