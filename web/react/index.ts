import { createElement, forwardRef, useEffect, useImperativeHandle, useRef } from 'react';
import { configOf, embed, type Embedded } from '../embed/embed';
import { load } from '../embed/load';
import type { TetriCheckout as Declared, TetriCheckoutHandle, TetriCheckoutProps } from './types';

const handlerOf = (event: string): string => `on${event.replace(/(?:^|[-_])(.)/g, (_, letter: string) => letter.toUpperCase())}`;

export const TetriCheckout: typeof Declared = forwardRef<TetriCheckoutHandle, TetriCheckoutProps>(function TetriCheckout(props, ref) {
  const { gateway, version, integrity, id, className } = props;
  const target = useRef<HTMLDivElement>(null);
  const embedded = useRef<Embedded | undefined>(undefined);
  const latest = useRef(props);

  // Handlers are read when something happens, so new ones need no new form.
  useEffect(() => { latest.current = props; });
  useImperativeHandle(ref, () => ({
    submit: () => embedded.current?.submit() ?? Promise.reject(new Error('the form is not there')),
  }), []);

  useEffect(() => {
    const { onCallback } = latest.current;
    const shown = embed(target.current as Element, () => load({ gateway, version, integrity }), configOf(latest.current), onCallback !== undefined, (event, given) => {
      (latest.current as unknown as Record<string, ((given: unknown) => void) | undefined>)[handlerOf(event)]?.(given);
    });
    embedded.current = shown;
    return () => {
      embedded.current = undefined;
      shown.destroy();
    };
  }, [gateway, version, integrity]);
  useEffect(() => embedded.current?.update(configOf(props), props.onCallback !== undefined));

  return createElement('div', { ref: target, id, className });
});
