import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { transactionOf } from '../frame-message';
import type { Dispatch } from './context';

/** Hears a page of ours in the frame say that it is done. */
export function useFrameDone(frame: RefObject<HTMLIFrameElement | null>, dispatch: Dispatch): void {
  useLayoutEffect(() => {
    const hear = (event: MessageEvent): void => {
      const transaction = transactionOf(event, frame.current?.contentWindow ?? null, location.origin);
      if (transaction !== undefined) dispatch({ type: 'frame-done', transaction });
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, []);
}
