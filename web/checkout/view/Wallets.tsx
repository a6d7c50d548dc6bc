import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Wallet } from '../answer';
import { wrongExtras } from '../field/extra';
import { totalOf } from '../field/price';
import { faultsOfSchedule } from '../field/schedule';
import type { StateOf } from '../state';
import { askWallet, isReady, nameOf } from '../wallet';
import type { Dispatch, Locale } from './context';
import { WalletSheet } from './WalletSheet';

interface Props {
  state: StateOf<'open' | 'submitting'>;
  locale: Locale;
  dispatch: Dispatch;
}

/** A button for each wallet that the payer's device has; the sandbox's own ones it always has. */
export function Wallets({ state, locale, dispatch }: Props): JSX.Element {
  const { view, form } = state;
  const wallets = view.wallets ?? [];
  const [ready, setReady] = useState<readonly Wallet['name'][]>(() => wallets.filter(wallet => wallet.sheetUrl !== undefined).map(wallet => wallet.name));
  const [open, setOpen] = useState<Wallet>();
  const [failed, setFailed] = useState<string>();
  const busy = state.kind === 'submitting';
  const amount = totalOf(form, view);

  useEffect(() => {
    for (const wallet of wallets.filter(wallet => wallet.sheetUrl === undefined))
      void isReady(wallet).then(is => { if (is) setReady(known => [...known, wallet.name]); });
  }, []);

  const pay = (wallet: Wallet['name'], container: string): void => {
    setOpen(undefined);
    dispatch({ type: 'wallet-paid', by: { wallet }, means: { container } });
  };
  /** A wallet is opened within a press, and can't wait: what is asked for beside it comes first. */
  const isReadyToPay = (): boolean => Object.keys({ ...faultsOfSchedule(form, view), ...(form.extras && wrongExtras(form.extras)) }).length === 0;
  const press = (wallet: Wallet): void => {
    setFailed(undefined);
    if (busy || open) return;
    if (!isReadyToPay()) return dispatch({ type: 'wallet-pressed' });
    setOpen(wallet);
    if (wallet.sheetUrl !== undefined) return;
    askWallet(wallet, view, amount).then(
      container => { if (container === undefined) setOpen(undefined); else pay(wallet.name, container); },
      () => { setOpen(undefined); setFailed(nameOf(wallet)); },
    );
  };

  return (
    <div class="wallets">
      {wallets.filter(wallet => ready.includes(wallet.name)).map(wallet => (
        <button key={wallet.name} type="button" class="wallet" data-wallet={wallet.name} aria-disabled={busy || open !== undefined} onClick={() => press(wallet)}>
          <span class={busy && state.wallet === wallet.name ? 'button-label button-label-busy' : 'button-label'}>{nameOf(wallet)}</span>
          {busy && state.wallet === wallet.name && <span class="spinner" aria-hidden="true" />}
        </button>
      ))}
      {failed !== undefined && <p class="notice" role="alert">{locale.t('wallet.failed', { wallet: failed })}</p>}
      {open?.sheetUrl !== undefined && state.kind === 'open' && (
        <WalletSheet
          wallet={open} url={`${open.sheetUrl}&amount=${amount}&lang=${locale.lang}`} locale={locale}
          onPay={container => pay(open.name, container)} onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}
