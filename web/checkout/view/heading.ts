import type { Translate } from '../../i18n/messages';
import type { PageState } from '../state';

/** What the screen is about, in a few words: its heading, the page's title and what is announced. */
export function headingOf(state: PageState, t: Translate): string {
  switch (state.kind) {
    case 'loading': return t('loading.title');
    case 'unknown': return t('unknown.title');
    case 'open':
    case 'submitting': return !state.view.takesCard ? t('bank.title') : state.view.verification ? t('form.title_verification') : t('form.title');
    case 'method':
    case 'processing': return t('working.title');
    case 'code': return t('code.title');
    case 'bank': return t('bank.at', { bank: state.view.bank.name });
    case 'challenge': return t('challenge.title');
    case 'stalled': return t('stalled.title');
    case 'approved': return state.view.verification ? t('approved.title_verification') : t('approved.title');
    case 'declined': return t('declined.title');
    case 'expired': return t('expired.title');
    case 'reversed': return t('reversed.title');
    case 'failed': return t('failed.title');
    case 'offline': return t('offline.title');
  }
}
