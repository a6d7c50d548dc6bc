/** @jsxImportSource react */
import { useRef, type ReactNode } from 'react';
import { TetriCheckout, type TetriCheckoutHandle } from './types';

/** Compiled with the rest: what must be allowed, and what must not. */
export function Examples({ token }: { token: string }): ReactNode {
  const form = useRef<TetriCheckoutHandle>(null);
  return (
    <>
      <TetriCheckout
        ref={form}
        gateway="https://pay.example"
        options={{ full_screen: false, theme: { preset: '#ff8800' } }}
        params={{ token }}
        onApproved={model => model.data.order?.order_data['order_id']?.trim()}
        onShowPay={shown => shown === true}
      />
      {/* @ts-expect-error an order needs a token, or merchant, amount and currency */}
      <TetriCheckout gateway="https://pay.example" params={{ amount: 1 }} />
      {/* @ts-expect-error the gateway is not known */}
      <TetriCheckout params={{ token }} />
      <button onClick={() => void form.current?.submit().then(model => model.attr('order'))}>Pay</button>
    </>
  );
}
