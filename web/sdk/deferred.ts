type Handler = (...args: never[]) => void;

/**
 * A promise with the old names on top. Every handler is called with `this` as the owner, once, and late ones too. A failure that
 * nobody hears is no error of the page's.
 */
export class Deferred<T = unknown, F = unknown> implements PromiseLike<T> {
  readonly #promise: Promise<T>;
  readonly #owner: unknown;
  readonly #progress: Handler[] = [];
  #state: 0 | 1 | 2 = 0;
  #settle!: { resolve: (value: T) => void; reject: (fault: F) => void };

  constructor(owner?: unknown) {
    this.#owner = owner;
    this.#promise = new Promise<T>((resolve, reject) => (this.#settle = { resolve, reject }));
    this.#promise.catch(() => {});
  }

  resolve = (value?: T): this => {
    this.#state ||= 1;
    this.#settle.resolve(value as T);
    return this;
  };

  reject = (fault?: F): this => {
    this.#state ||= 2;
    this.#settle.reject(fault as F);
    return this;
  };

  notify = (value?: T): this => {
    if (this.#state === 0) for (const handler of this.#progress) this.#call(handler, value);
    return this;
  };

  then<A = T, B = never>(done?: ((value: T) => A | PromiseLike<A>) | null, fail?: ((fault: F) => B | PromiseLike<B>) | null, progress?: Handler): Promise<A | B> {
    if (progress) this.progress(progress);
    return this.#promise.then(done, fail);
  }

  catch<B = never>(fail?: ((fault: F) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.#promise.catch(fail);
  }

  finally(handler?: (() => void) | null): Promise<T> {
    return this.#promise.finally(handler);
  }

  done(handler: Handler): this {
    void this.#promise.then(value => this.#call(handler, value), () => {});
    return this;
  }

  fail(handler: Handler): this {
    void this.#promise.then(() => {}, fault => this.#call(handler, fault));
    return this;
  }

  always(handler: Handler): this {
    return this.done(handler).fail(handler);
  }

  progress(handler: Handler): this {
    this.#progress.push(handler);
    return this;
  }

  state(): 0 | 1 | 2 {
    return this.#state;
  }

  isPending(): boolean {
    return this.#state === 0;
  }

  isResolved(): boolean {
    return this.#state === 1;
  }

  isRejected(): boolean {
    return this.#state === 2;
  }

  #call(handler: Handler, value: unknown): void {
    (handler as (value: unknown) => void).call(this.#owner ?? this, value);
  }
}
