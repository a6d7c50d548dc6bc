import { Events } from './events';

type Data = Record<string, unknown>;
type Visit = (item: Model, value: unknown, name: string) => unknown;

const has = (value: unknown, name: string): value is Data => typeof value === 'object' && value !== null && Object.hasOwn(value, name);

/** As a member like any other, `__proto__` too. */
const put = (at: object, name: string, value: unknown): unknown => Object.defineProperty(at, name, { value, writable: true, enumerable: true, configurable: true });

/** Data that is read by paths such as `order.order_data.amount`. */
export class Model extends Events {
  data: Data;

  constructor(data?: Data) {
    super();
    this.data = data ?? {};
  }

  attr(path: string): unknown;
  attr(path: string, value: unknown): this;
  attr(path: string, ...rest: unknown[]): unknown {
    const names = path.split('.');
    const last = names.pop() as string;
    let at: unknown = this.data;
    for (const name of names) {
      if (!has(at, name)) {
        if (rest.length === 0 || typeof at !== 'object' || at === null) return undefined;
        put(at, name, {});
      }
      at = (at as Data)[name];
    }
    if (rest.length === 0) return has(at, last) ? at[last] : undefined;
    if (typeof at === 'object' && at !== null) put(at, last, rest[0]);
    return this;
  }

  alt(path: string, otherwise: unknown): unknown {
    const value = this.attr(path);
    return value === undefined ? otherwise : value;
  }

  instance(data?: Data): this {
    return new (this.constructor as new (data?: Data) => this)(data);
  }

  each(...args: [Visit] | [string, Visit]): void {
    this.#visit(args, () => false);
  }

  /** The first value that the visit says yes to. */
  filter(...args: [Visit] | [string, Visit]): unknown {
    return this.#visit(args, Boolean)?.value;
  }

  /** The same, as a model; false where there is none. */
  find(...args: [Visit] | [string, Visit]): Model | false {
    return this.#visit(args, Boolean)?.item ?? false;
  }

  serialize(): Data {
    return this.data;
  }

  stringify(): string {
    return JSON.stringify(this.data);
  }

  #visit(args: [Visit] | [string, Visit], isEnd: (answer: unknown) => boolean): { item: Model; value: unknown } | undefined {
    const [list, visit] = args.length === 2 ? [this.alt(args[0], {}), args[1]] : [this.data, args[0]];
    for (const [name, value] of Object.entries(list as Data)) {
      const item = this.instance(value as Data);
      if (isEnd(visit(item, value, name))) return { item, value };
    }
    return undefined;
  }
}
