import type { JSX } from 'preact';
import { isFinal, orderOf, type PageState, type StateOf } from '../state';
import { useAppearance } from './appearance';
import { CardForm } from './CardForm';
import type { Dispatch, Locale } from './context';
import { AtBank, BankForm, Challenge, CodeForm, Decline, Languages, MethodFrame, Result } from './later';
import { OrderPanel } from './OrderPanel';
import { Problem } from './Problem';
import { Working } from './Working';

interface Props {
  state: PageState;
  locale: Locale;
  dispatch: Dispatch;
  chooseLanguage: (lang: string) => void;
}

export function Page({ state, locale, dispatch, chooseLanguage }: Props): JSX.Element {
  const order = orderOf(state);
  const { hidden, layout, locales } = useAppearance();
  const languages = order?.languages.filter(lang => locales?.includes(lang) ?? true) ?? [];
  const chooses = languages.length > 1 && !hidden.has('lang');
  const secured = !hidden.has('processed') && !hidden.has('secure_message');
  const foot = (chooses || secured) && (
    <footer class="foot">
      {secured && <span>{locale.t('page.secured')}</span>}
      {chooses && <Languages languages={languages} locale={locale} choose={chooseLanguage} />}
    </footer>
  );
  return (
    <div class={order && layout === 'default' ? 'panel' : 'panel panel-alone'}>
      {order && layout === 'default' && <OrderPanel state={state} order={order} due={!isFinal(state.kind)} locale={locale} dispatch={dispatch} />}
      <main class="act" aria-busy={state.kind === 'submitting' || (state.kind === 'code' && state.busy)}>
        <Act state={state} locale={locale} dispatch={dispatch} />
      </main>
      {foot}
    </div>
  );
}

function Act({ state, locale, dispatch }: Omit<Props, 'chooseLanguage'>): JSX.Element {
  switch (state.kind) {
    case 'loading':
      return <Working title={locale.t('loading.title')} />;
    case 'open':
      return (
        <>
          <Ways state={state} locale={locale} dispatch={dispatch} />
          {state.declined !== undefined && <Decline code={state.declined} bank={state.view.lastDecline?.bank} locale={locale} dispatch={dispatch} />}
        </>
      );
    case 'submitting':
      return <Ways state={state} locale={locale} dispatch={dispatch} />;
    case 'method':
      return (
        <>
          <Working title={locale.t('working.title')} text={locale.t('working.text')} />
          <MethodFrame key={state.view.transaction} view={state.view} locale={locale} dispatch={dispatch} />
        </>
      );
    case 'challenge':
      return (
        <>
          <Working title={locale.t('working.title')} text={locale.t('working.text')} />
          <Challenge key={state.view.transaction} view={state.view} locale={locale} dispatch={dispatch} />
        </>
      );
    case 'code':
      return <CodeForm state={state} locale={locale} dispatch={dispatch} />;
    case 'bank':
      return <AtBank state={state} locale={locale} dispatch={dispatch} />;
    case 'processing':
      return <Working title={locale.t('working.title')} text={locale.t('working.text')} />;
    case 'approved':
    case 'declined':
    case 'expired':
    case 'reversed':
      return <Result state={state} locale={locale} />;
    case 'unknown':
    case 'stalled':
    case 'failed':
    case 'offline':
      return <Problem state={state} locale={locale} dispatch={dispatch} />;
  }
}

/** What there is to choose and to fill in. */
function Ways(props: { state: StateOf<'open' | 'submitting'>; locale: Locale; dispatch: Dispatch }): JSX.Element {
  const { methods, ways: Own } = useAppearance();
  if (Own) return <Own {...props} />;
  return props.state.view.takesCard && (methods?.has('card') ?? true) ? <CardForm {...props} /> : <BankForm {...props} />;
}
