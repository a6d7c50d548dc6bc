import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { MethodView } from '../answer';
import type { Dispatch, Locale } from './context';
import { useFrameDone } from './use-frame-done';

interface Props {
  view: MethodView;
  locale: Locale;
  dispatch: Dispatch;
}

/** The bank looks at the browser in here; there is nothing to see. */
export function MethodFrame({ view, locale, dispatch }: Props): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null);
  useFrameDone(frame, view.transaction, dispatch);
  return <iframe ref={frame} class="unseen" title={locale.t('method.frame')} src={view.frameUrl} tabIndex={-1} aria-hidden="true" />;
}
