import type { ModelData } from '../protocol/widget';

/** An answer as shops read it: by dotted paths. */
export class Model {
  constructor(public data: ModelData) {}

  attr(path: string, ...value: unknown[]): unknown {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let at: unknown = this.data;
    for (const key of keys) at = (at as Record<string, unknown> | undefined)?.[key];
    if (typeof at !== 'object' || at === null) return undefined;
    if (value.length > 0) (at as Record<string, unknown>)[last] = value[0];
    return (at as Record<string, unknown>)[last];
  }

  alt(path: string, otherwise: unknown): unknown {
    return this.attr(path) ?? otherwise;
  }

  serialize(): ModelData {
    return this.data;
  }
}
