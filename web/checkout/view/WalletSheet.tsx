import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Wallet } from '../answer';
import { nameOf, readContainer } from '../wallet';
import type { Locale } from './context';
import { Dialog } from './Dialog';
import { Close } from './icons';

interface Props {
  wallet: Wallet;
  url: string;
  locale: Locale;
  onPay: (container: string) => void;
  onClose: () => void;
}

/** The sandbox's own wallet, a page of ours. Closed, it gave nothing, and nothing was asked of the gateway. */
export function WalletSheet({ wallet, url, locale: { t }, onPay, onClose }: Props): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null);
  const name = nameOf(wallet);
  useLayoutEffect(() => {
    const hear = (event: MessageEvent): void => {
      const container = readContainer(event, frame.current?.contentWindow ?? null, wallet.name);
      if (container !== undefined) onPay(container);
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, []);
  return (
    <Dialog role="dialog" class="dialog challenge" labelledBy="wallet-title" onClose={onClose}>
      <header class="challenge-head">
        <h2 id="wallet-title" tabIndex={-1}>{name}</h2>
        <button type="button" class="challenge-close" aria-label={t('wallet.close', { wallet: name })} onClick={onClose}><Close /></button>
      </header>
      <iframe ref={frame} class="challenge-frame" title={name} src={url} />
    </Dialog>
  );
}
