/**
 * The order that a form in this tab made for its shop, kept while it is not over. A form that is put up again with the same params, or a page
 * that is loaded again, goes on with it: its payer might be paying already. Browsers may refuse to keep anything for a frame.
 */
const prefix = 'order:';
const longest = 20 * 60_000;

export function keep(params: string, token: string): void {
  try {
    sessionStorage.setItem(prefix + params, `${token} ${Date.now()}`);
  } catch {
    // The form that made it has it still.
  }
}

export function kept(params: string): string | undefined {
  try {
    const [token, at] = (sessionStorage.getItem(prefix + params) ?? '').split(' ');
    return Date.now() - Number(at) < longest ? token : undefined;
  } catch {
    return undefined;
  }
}

/** An order that is over: the same again is another one. */
export function forget(token: string): void {
  try {
    if (token !== '') for (const [name, value] of Object.entries(sessionStorage)) if (String(value).startsWith(token)) sessionStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}
