import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { challengeSize } from '../../protocol/challenge-size';
import type { ChallengeView } from '../answer';
import { useAppearance } from './appearance';
import type { Dispatch, Locale } from './context';
import { Dialog } from './Dialog';
import { Close } from './icons';
import { useFrameDone } from './use-frame-done';

interface Props {
  view: ChallengeView;
  locale: Locale;
  dispatch: Dispatch;
}

export function Challenge({ view, locale: { t }, dispatch }: Props): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null);
  const size = challengeSize(view.challengeWindowSize);
  useLayoutEffect(() => void Object.assign(frame.current?.style ?? {}, size), []);
  useFrameDone(frame, view.transaction, dispatch);
  const { hidden } = useAppearance();
  const close = (): void => dispatch({ type: 'challenge-closed' });
  return (
    <Dialog role="dialog" class={`dialog challenge ${size?.height === '400px' ? 'short' : ''}`} labelledBy="challenge-title" onClose={close}>
      <header class="challenge-head">
        <h2 id="challenge-title" tabIndex={-1}>{t('challenge.title')}</h2>
        {!hidden.has('3ds_close') && <button type="button" class="challenge-close" aria-label={t('challenge.close')} onClick={close}><Close /></button>}
      </header>
      <iframe ref={frame} class="challenge-frame" title={t('challenge.frame')} src={view.frameUrl} />
    </Dialog>
  );
}
