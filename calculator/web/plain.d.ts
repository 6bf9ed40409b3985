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
