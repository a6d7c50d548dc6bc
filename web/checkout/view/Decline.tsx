import type { JSX } from 'preact';
import type { Dispatch, Locale } from './context';
import { Dialog } from './Dialog';
import { Cross } from './icons';

interface Props {
  code: number;
  locale: Locale;
  dispatch: Dispatch;
}

export function Decline({ code, locale: { t, decline }, dispatch }: Props): JSX.Element {
  const close = (): void => dispatch({ type: 'decline-closed' });
  return (
    <Dialog role="alertdialog" class="dialog decline" labelledBy="decline-title" describedBy="decline-words" onClose={close}>
      <span class="badge badge-bad"><Cross /></span>
      <h2 id="decline-title">{t('declined.title')}</h2>
      <p class="words" id="decline-words">{decline(code)}</p>
      <button type="button" class="button" onClick={close}>{t('declined.again')}</button>
      <p class="small">{t('declined.code', { code: String(code) })}</p>
    </Dialog>
  );
}
