import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { saysDone } from '../../protocol/step-done';
import type { Dispatch } from './context';

/** Hears a page of ours in the frame say that it is done. */
export function useFrameDone(frame: RefObject<HTMLIFrameElement | null>, transaction: string, dispatch: Dispatch): void {
  useLayoutEffect(() => {
    const hear = (event: MessageEvent): void => {
      if (saysDone(event, frame.current?.contentWindow ?? null, location.origin)) dispatch({ type: 'frame-done', transaction });
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, [transaction]);
}
