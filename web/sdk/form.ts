type Data = Record<string, unknown>;

/** Takes the browser on by a form. */
export function submit(url: string, data: Data, target = '_self', method = 'POST'): void {
  const form = document.createElement('form');
  Object.assign(form, { action: url, target, method, hidden: true });
  for (const [name, value] of Object.entries(data)) {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value: value ?? '' });
    form.append(input);
  }
  document.body.append(form);
  // A field named submit would stand before the form's own.
  HTMLFormElement.prototype.submit.call(form);
  form.remove();
}

/** The fields of a form, put over what is there; `a[b][c]` names a place in objects, `a[]` one more of a list. */
export function read(form: HTMLFormElement, result: Data): Data {
  for (const [name, value] of new FormData(form)) {
    const path = name.match(/[^[\]]+|\[\]$/g) ?? [];
    if (path.some(part => part === '__proto__' || part === 'constructor')) continue;
    const last = path.pop();
    if (last === undefined) continue;
    let at: Data = result;
    path.forEach((part, place) => (at = (at[part] ??= place === path.length - 1 && last === '[]' ? [] : {}) as Data));
    if (last === '[]') (at as unknown as unknown[]).push(value);
    else at[last] = value;
  }
  return result;
}
