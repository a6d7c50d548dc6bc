import type { JSX } from 'preact';
import { formatDay, formatMoney } from '../../i18n/format';
import type { Order, Period, Subscription } from '../answer';
import { faultsOfSchedule, most, scheduleOf, type ScheduleFault, type ScheduleForm } from '../field/schedule';
import type { StateOf } from '../state';
import type { Dispatch, Locale } from './context';

interface Props {
  state: StateOf<'open' | 'submitting'>;
  locale: Locale;
  dispatch: Dispatch;
}

/** What the card is charged later, said before it is paid; the payer changes it where the shop lets him. */
export function Schedule({ state, locale, dispatch }: Props): JSX.Element | null {
  const { view, form } = state;
  const { subscription } = view;
  const schedule = scheduleOf(form, view);
  if (!subscription || !schedule) return null;
  const { t, lang } = locale;
  const locked = state.kind === 'submitting';
  const change = (change: Partial<ScheduleForm>): void => dispatch({ type: 'scheduled', change });
  return (
    <section class="schedule" aria-labelledby="schedule-title">
      <h2 id="schedule-title">{t('subscription.title')}</h2>
      {subscription.optional && (
        <label class="check">
          <input type="checkbox" checked={schedule.on} disabled={locked} onChange={event => change({ on: event.currentTarget.checked })} />
          {t('subscription.choose')}
        </label>
      )}
      {!subscription.editable && <p class="schedule-line">{lineOf(view, subscription, locale)}</p>}
      {subscription.editable && schedule.on && <Editor state={state} schedule={schedule} locale={locale} change={change} />}
      {schedule.on && (
        <>
          <dl class="facts">
            {subscription.firstAt !== undefined && <Fact name={t(subscription.trial ? 'subscription.free' : 'subscription.first')} value={formatDay(subscription.firstAt, lang)} />}
            {!subscription.editable && subscription.quantity !== undefined && <Fact name={t('subscription.quantity')} value={String(subscription.quantity)} />}
            {subscription.lastAt !== undefined && <Fact name={t('subscription.last')} value={formatDay(subscription.lastAt, lang)} />}
          </dl>
          <p class="small">{t('subscription.note', { merchant: view.merchant.name })}</p>
        </>
      )}
    </section>
  );
}

function lineOf({ currency, decimals }: Order, { amount, period, every }: Subscription, { t, lang }: Locale): string {
  const money = formatMoney(amount, currency, decimals, lang);
  return every === 1 ? t(`subscription.${period}`, { amount: money }) : t(`subscription.${period}s`, { amount: money, count: every });
}

const Fact = ({ name, value }: { name: string; value: string }): JSX.Element => <div><dt>{name}</dt><dd>{value}</dd></div>;

const periods: readonly Period[] = ['day', 'week', 'month'];

interface EditorProps {
  state: Props['state'];
  schedule: ScheduleForm;
  locale: Locale;
  change: (change: Partial<ScheduleForm>) => void;
}

function Editor({ state: { kind, view, form }, schedule, locale: { t }, change }: EditorProps): JSX.Element {
  const locked = kind === 'submitting';
  const wrong = faultsOfSchedule(form, view);
  const input = (name: ScheduleFault, words: string, mark?: string): JSX.Element => {
    const fault = wrong[name] && schedule.left[name] ? words : undefined;
    return (
      <div class="field">
        <label for={`f-${name}`}>{t(`subscription.${name}`)}</label>
        <div class={fault ? 'field-box field-box-wrong' : 'field-box'}>
          <input
            id={`f-${name}`} name={`f-schedule_${name}`} type="text" inputMode={name === 'amount' ? 'decimal' : 'numeric'} dir="ltr" autocomplete="off" maxLength={16}
            placeholder={name === 'quantity' && view.subscription?.quantity === undefined && view.subscription?.endless !== false ? '∞' : undefined}
            value={schedule[name]} readOnly={locked} aria-invalid={fault !== undefined} aria-describedby={fault && `f-${name}-fault`}
            onInput={event => change({ [name]: event.currentTarget.value })}
            onBlur={() => change({ left: { ...schedule.left, [name]: true } })}
          />
          {mark && <span class="brand">{mark}</span>}
        </div>
        <p class="fault" id={`f-${name}-fault`}>{fault}</p>
      </div>
    );
  };
  return (
    <>
      <div class="row">
        {input('amount', t('fault.amount'), view.currency)}
        {view.subscription?.asksQuantity !== false && input('quantity', t('fault.count', { max: String(most.quantity) }))}
      </div>
      <div class="row">
        {input('every', t('fault.count', { max: String(most.every) }))}
        <div class="field">
          <label for="f-period">{t('subscription.period')}</label>
          <div class="field-box">
            <select id="f-period" name="f-schedule_period" value={schedule.period} disabled={locked} onChange={event => change({ period: event.currentTarget.value as Period })}>
              {(view.subscription?.periods ?? periods).map(period => <option key={period} value={period}>{t(`subscription.unit_${period}`)}</option>)}
            </select>
          </div>
          <p class="fault" />
        </div>
      </div>
    </>
  );
}
