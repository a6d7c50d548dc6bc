import type { JSX } from 'preact';
import type { StateOf } from '../state';
import type { Dispatch, Locale } from './context';
import { Heading } from './Heading';
import { headingOf } from './heading';
import { Clock, Question } from './icons';

interface Props {
  state: StateOf<'unknown' | 'stalled' | 'failed' | 'offline'>;
  locale: Locale;
  dispatch: Dispatch;
}

export function Problem({ state, locale: { t }, dispatch }: Props): JSX.Element {
  return (
    <div class="screen">
      <span class="badge">{state.kind === 'stalled' ? <Clock /> : <Question />}</span>
      <Heading>{headingOf(state, t)}</Heading>
      <p class="words">{t(`${state.kind}.text`)}</p>
      {state.kind !== 'unknown' && (
        <button type="button" class="button button-return" onClick={() => dispatch({ type: 'retried' })}>{t('retry.button')}</button>
      )}
    </div>
  );
}
