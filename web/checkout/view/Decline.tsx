import type { JSX } from 'preact';
import type { Dispatch, Locale } from './context';
import { declineText } from './decline-text';
import { Dialog } from './Dialog';
import { Cross } from './icons';

interface Props {
  code: number;
  bank: string | undefined;
  locale: Locale;
  dispatch: Dispatch;
}

export function Decline({ code, bank, locale, dispatch }: Props): JSX.Element {
  const { t } = locale;
  const close = (): void => dispatch({ type: 'decline-closed' });
  return (
    <Dialog role="alertdialog" class="dialog decline" labelledBy="decline-title" describedBy="decline-words" onClose={close}>
      <span class="badge badge-bad"><Cross /></span>
      <h2 id="decline-title">{t('declined.title')}</h2>
      <p class="words" id="decline-words">{declineText(code, bank, locale)}</p>
      <button type="button" class="button" onClick={close}>{t('declined.again')}</button>
      <p class="small">{t('declined.code', { code: String(code) })}</p>
    </Dialog>
  );
}
