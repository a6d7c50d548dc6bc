import type { Config, Events, Model } from './checkout';

/**
 * `<tetri-checkout token="…">`. Attributes: token; or merchant-id, amount (minor units), currency, order-id, order-desc, email,
 * response-url; lang, theme, preset, layout, full-screen, stay. All else is in the property config; an attribute goes before it.
 * With stay the payer is not taken to response_url when the order is finished: the shop goes on by itself.
 * Its events have the names of those of checkout() and the model as detail.
 */
export interface TetriCheckoutElement extends HTMLElement {
  config: Partial<Config>;
  /** Presses the button. Gives the approved order, or rejects with a CheckoutError. */
  submit(): Promise<Model>;
  addEventListener<E extends keyof Events>(type: E, listener: (event: CustomEvent<Events[E][0]>) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'tetri-checkout': TetriCheckoutElement;
  }
}
