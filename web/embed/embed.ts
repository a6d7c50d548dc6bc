import { Model } from '../widget/model';
import type { Checkout, Config, Events, Model as GivenModel, ShowCheckout, TokenParams } from '../widget/types';

export const events = [
  'ready', 'approved', 'declined', 'action_required', 'expired', 'cancelled', 'reversed', 'invalid', 'success', 'error', 'callback', 'show-pay', 'click-wallet',
] as const satisfies readonly (keyof Events)[];

export interface Embedded {
  /** Passes on what changed. `stays`: the shop listens to callback, and goes on by itself. */
  update(config: Config, stays: boolean): void;
  /** Presses the button, as soon as there is one. */
  submit(): Promise<GivenModel>;
  destroy(): void;
}

type Params = Config['params'];

/**
 * checkout() for who describes what is to be there, again and again, and does not call: a component or an element.
 * Changed params are passed to the form that is there. All else needs another form, which shows the order that was made already
 * if one was: whatever changes, one of these makes one order.
 */
export function embed(
  target: Element, load: () => Promise<ShowCheckout>, config: Config, stays: boolean, hear: (event: keyof Events, given: unknown) => void,
): Embedded {
  let show: ShowCheckout | undefined;
  let widget: Checkout | undefined;
  let gone = false;
  let token = '';
  let text = JSON.stringify(config);

  // A copy: a framework may watch its own.
  const current = (): Config => JSON.parse(text) as Config;
  const onCallback = (model: GivenModel): void => hear('callback', model);

  async function begin(): Promise<Checkout> {
    try {
      show = await load();
    } catch (cause) {
      if (!gone) fail((cause as Error).message);
      throw cause;
    }
    if (gone) throw new Error('the form was taken away');
    return open(show);
  }

  function open(show: ShowCheckout): Checkout {
    const { params, ...rest } = current();
    const shown = (widget = show(target, { ...rest, params: token === '' || params.token !== undefined ? params : madeOrder(params, token) }));
    for (const event of events) {
      if (event === 'callback') continue;
      shown.$on(event, (given?: boolean | string | GivenModel) => {
        if (gone || widget !== shown) return;
        if (typeof given === 'object') token ||= given.data.token ?? '';
        hear(event, given);
      });
    }
    return stays ? shown.$on('callback', onCallback) : shown;
  }

  function fail(message: string): void {
    console.error(`checkout: ${message}`);
    const words = document.createElement('p');
    words.className = 'tetri-fault';
    words.setAttribute('role', 'alert');
    words.textContent = 'The payment form did not load. ';
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = 'Try again';
    again.onclick = () => {
      target.replaceChildren();
      opened = begin();
      opened.catch(() => {});
    };
    words.append(again);
    target.replaceChildren(words);
    hear('error', new Model({ error: { code: 'unavailable', message } }));
  }

  let opened = begin();
  opened.catch(() => {});
  return {
    update(next, nowStays) {
      if (nowStays !== stays) {
        stays = nowStays;
        if (stays) widget?.$on('callback', onCallback);
        else widget?.$off('callback', onCallback);
      }
      const nextText = JSON.stringify(next);
      if (nextText === text) return;
      const before = current();
      text = nextText;
      if (!widget || !show) return;
      const now = current();
      if (sameButParams(before, now) && before.params.token === undefined && now.params.token === undefined) {
        // A form whose order is made keeps it.
        if (token === '') widget.setParams(changes(before.params, now.params));
        return;
      }
      if (before.params.token !== now.params.token) token = '';
      widget.$destroy();
      open(show);
    },
    submit: () => (widget ? widget.submit() : opened.then(shown => shown.submit())),
    destroy() {
      gone = true;
      widget?.$destroy();
      target.replaceChildren();
    },
  };
}

/** Of a component's props those that checkout() takes. */
export const configOf = ({ options, params, messages, cssVariable, fieldsCustom, css_variable = cssVariable, fields_custom = fieldsCustom }: Config): Config =>
  ({ options, params, messages, css_variable, fields_custom }) as Config;

/** What a form shows of an order that is there already. */
const madeOrder = ({ lang }: Params, token: string): TokenParams => (lang === undefined ? { token } : { token, lang });

const sameButParams = (a: Config, b: Config): boolean => JSON.stringify({ ...a, params: 0 }) === JSON.stringify({ ...b, params: 0 });

/** What another value has now; undefined where it has none any more. */
function changes(before: Params, now: Params): Record<string, unknown> {
  const changed = Object.keys({ ...before, ...now }).filter(name => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
  return Object.fromEntries(changed.map(name => [name, now[name]]));
}
