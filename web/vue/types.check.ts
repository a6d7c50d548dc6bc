import { h, type VNode } from 'vue';
import type { TetriCheckout as Component } from './types';

/** Compiled with the rest: what must be allowed, and what must not. */
export const examples = (TetriCheckout: typeof Component, token: string): VNode[] => [
  h(TetriCheckout, {
    gateway: 'https://pay.example', options: { full_screen: false }, params: { token }, onApproved: model => void model.data.order?.order_data['order_id']?.trim(),
  }),
  h(TetriCheckout, { gateway: 'https://pay.example', params: { merchant_id: 1, amount: 100, currency: 'GEL' } }),
  // @ts-expect-error the gateway is not known
  h(TetriCheckout, { params: { token } }),
];
