import type { DefineSetupFnComponent } from 'vue';
import type { Config, Events, Model } from '../widget/types';

export type * from '../widget/types';

export interface TetriCheckoutProps extends Config {
  /** Origin of the gateway, `https://pay.example`. */
  gateway: string;
  /** A version of checkout.js out of the gateway's `/integrity.json`; `latest` without it. */
  version?: string | undefined;
  /** The digest that `/integrity.json` has for that version. */
  integrity?: string | undefined;
}

/**
 * The events of checkout(), by the same names. With a listener to callback the payer is not taken to response_url: the shop goes on
 * by itself. An error with the code `unavailable` says that checkout.js did not load.
 */
export type TetriCheckoutEmits = { [E in keyof Events]: (...given: Events[E]) => void };

export interface TetriCheckoutHandle {
  /** Presses the button. Gives the approved order, or rejects with a CheckoutError. */
  submit(): Promise<Model>;
}

export declare const TetriCheckout: DefineSetupFnComponent<TetriCheckoutProps, TetriCheckoutEmits>;
