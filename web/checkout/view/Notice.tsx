import type { JSX } from 'preact';
import type { StateOf } from '../state';
import type { Locale } from './context';
import { declineText } from './decline-text';

/** Why the form is there again. */
export function Notice({ state, locale }: { state: StateOf<'open' | 'submitting'>; locale: Locale }): JSX.Element | null {
  if (state.kind !== 'open' || !state.notice) return null;
  const { notice, view } = state;
  return (
    <p class={notice.kind === 'declined' ? 'notice notice-bad' : 'notice'}>
      {notice.kind === 'closed' ? locale.t('form.closed') : declineText(notice.code, view.lastDecline?.bank, locale)}
    </p>
  );
}
