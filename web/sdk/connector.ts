import { readMessage, type Message } from '../protocol/messages';
import { Events } from './events';

/** How long a frame may take to answer. */
const patience = 10_000;

const css = 'width:1px;height:1px;left:1px;bottom:1px;position:fixed;border:0';

/**
 * The frame of the gateway and the port to it. What comes from another window or another origin is not heard, and the frame must
 * repeat a nonce of ours before anything is sent.
 */
export class Connector extends Events {
  #uid = 1;
  #port: MessagePort | undefined;
  #frame: HTMLIFrameElement | undefined;
  readonly #end = new AbortController();

  getUID(): number {
    return ++this.#uid;
  }

  open(url: string, container: Element): Promise<void> {
    const { origin } = new URL(url, location.href);
    const nonce = crypto.getRandomValues(new Uint32Array(4)).join('-');
    const frame = (this.#frame = document.createElement('iframe'));
    Object.assign(frame, { src: url, title: 'Payment', tabIndex: -1, ariaHidden: 'true', allow: 'payment' });
    frame.style.cssText = css;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.destroy();
        reject(new Error(`${url} did not load.`));
      }, patience);
      const hear = ({ source, origin: from, data }: MessageEvent): void => {
        if (source !== frame.contentWindow || from !== origin || readMessage(data)?.action !== 'load') return;
        const { port1, port2 } = new MessageChannel();
        this.#port?.close();
        this.#port = port1;
        port1.onmessage = ({ data: said }: MessageEvent): void => {
          const message = readMessage(said);
          if (message?.action === 'connected') {
            if (message.data['nonce'] !== nonce) return;
            clearTimeout(timer);
            resolve();
          } else if (message) this.trigger(message.action, message.data);
        };
        frame.contentWindow?.postMessage(JSON.stringify({ action: 'connect', data: { nonce } }), origin, [port2]);
      };
      addEventListener('message', hear, { signal: this.#end.signal });
      container.prepend(frame);
    });
  }

  send(action: string, data: Message['data']): void {
    this.#port?.postMessage({ action, data });
  }

  override destroy(): void {
    this.#end.abort();
    this.#port?.close();
    this.#frame?.remove();
    super.destroy();
  }
}
