import type { ForwardRefExoticComponent, RefAttributes } from 'react';
import type { Config, Model } from '../widget/types';

export type * from '../widget/types';

export interface TetriCheckoutProps extends Config {
  /** Origin of the gateway, `https://pay.example`. */
  gateway: string;
  /** A version of checkout.js out of the gateway's `/integrity.json`; `latest` without it. */
  version?: string | undefined;
  /** The digest that `/integrity.json` has for that version. */
  integrity?: string | undefined;
  /** Of the element around the form. */
  id?: string | undefined;
  className?: string | undefined;

  /** The form can be used. */
  onReady?: ((model: Model) => void) | undefined;
  /** The order is paid. */
  onApproved?: ((model: Model) => void) | undefined;
  /** A try was declined; the payer may try again unless order.ready_to_submit is true. */
  onDeclined?: ((model: Model) => void) | undefined;
  /** The payer's bank wants something of him. */
  onActionRequired?: ((model: Model) => void) | undefined;
  onExpired?: ((model: Model) => void) | undefined;
  /** The payer closed his bank's confirmation. */
  onCancelled?: ((model: Model) => void) | undefined;
  onReversed?: ((model: Model) => void) | undefined;
  /** The button was pressed and a field is not filled in right. */
  onInvalid?: ((model: Model) => void) | undefined;
  /** Older name: the gateway took a step. */
  onSuccess?: ((model: Model) => void) | undefined;
  /** Something went wrong, a decline among others; `unavailable` when checkout.js did not load. */
  onError?: ((model: Model) => void) | undefined;
  /** The order is finished. With a handler here the payer is not taken to response_url: the shop goes on by itself. */
  onCallback?: ((model: Model) => void) | undefined;
  /** Whether there is something to pay now. */
  onShowPay?: ((shown: boolean) => void) | undefined;
  onClickWallet?: ((method: string) => void) | undefined;
}

export interface TetriCheckoutHandle {
  /** Presses the button. Gives the approved order, or rejects with a CheckoutError. */
  submit(): Promise<Model>;
}

export declare const TetriCheckout: ForwardRefExoticComponent<TetriCheckoutProps & RefAttributes<TetriCheckoutHandle>>;
