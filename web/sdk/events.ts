export type Listener = (...args: never[]) => void;

/** Listeners by name. One that throws is reported and keeps the others from nothing. */
export class Events {
  readonly #listeners = new Map<string, Listener[]>();

  on(type: string, listener: Listener): this {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
    return this;
  }

  /** Without a listener all of the name go, without a name all. */
  off(type?: string, listener?: Listener): this {
    if (type === undefined) this.#listeners.clear();
    else this.#listeners.set(type, listener ? (this.#listeners.get(type) ?? []).filter(known => known !== listener) : []);
    return this;
  }

  trigger(type: string, ...args: unknown[]): this {
    for (const listener of this.#listeners.get(type) ?? []) {
      try {
        (listener as (...args: unknown[]) => void)(...args);
      } catch (fault) {
        reportError(fault);
      }
    }
    return this;
  }

  destroy(): void {
    this.off();
  }
}
