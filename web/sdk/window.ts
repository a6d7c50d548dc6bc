import { readMessage, stepEnded, type Modal } from '../protocol/messages';

const names = (part: string): string => `ipsp-modal${part} flitt-modal${part}`;

const style = `
.ipsp-modal-wrapper{border:0;padding:0;margin:auto;max-width:calc(100vw - 16px);max-height:none;border-radius:8px;overflow:hidden;color-scheme:light dark;background:Canvas;color:CanvasText;box-shadow:0 8px 40px #0004}
.ipsp-modal-wrapper::backdrop{background:#0007}
.ipsp-modal{display:flex;flex-direction:column;max-height:calc(100dvh - 16px)}
.ipsp-modal-header{contain:inline-size;display:flex;align-items:center;gap:8px;padding:4px 4px 4px 16px;border-bottom:1px solid #8886}
.ipsp-modal-title{flex:1;margin:0;font:600 16px/1.3 system-ui,sans-serif;outline:0}
.ipsp-modal-close{width:44px;height:44px;border:0;border-radius:6px;background:none;color:inherit;font:24px/1 system-ui,sans-serif;cursor:pointer}
.ipsp-modal-close:hover{background:#8883}
.ipsp-modal-close:focus-visible{outline:2px solid Highlight;outline-offset:-2px}
.ipsp-modal-link{height:44px;border:0;border-radius:6px;background:none;color:inherit;font:14px/1 system-ui,sans-serif;cursor:pointer;text-decoration:underline}
.ipsp-modal-content{width:640px;max-width:100%;height:667px;min-height:0}
@media(width<480px){.ipsp-modal-wrapper{max-width:100vw}}
.ipsp-modal-iframe{display:block;width:100%;height:100%;border:0;background:#fff}
html:has(.ipsp-modal-wrapper){overflow:hidden}`;

let isStyled = false;

/** A style sheet made by script is no inline style for a content policy. */
function addStyle(): void {
  if (isStyled) return;
  isStyled = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** What the shop says in place of our texts. The link is there where it is named; it is a button, since a tab that does not know who opened it could tell nobody how it ended. */
export interface Messages {
  modalHeader?: string;
  modalLinkLabel?: string;
}

export interface Ended {
  onEnd(data: Record<string, unknown>): void;
  onClose(): void;
}

/** The issuer's page, in a page of the gateway, in the browser's own modal dialog: it holds the focus and hears Esc. */
export class IssuerWindow {
  readonly #dialog = document.createElement('dialog');
  readonly #end = new AbortController();
  #tab: Window | null | undefined;

  constructor(origin: string, { url, texts, size }: Modal, messages: Messages | undefined, { onEnd, onClose }: Ended) {
    addStyle();
    const part = <K extends keyof HTMLElementTagNameMap>(tag: K, name: string, more: Partial<HTMLElementTagNameMap[K]>, ...children: Node[]): HTMLElementTagNameMap[K] => {
      const element = Object.assign(document.createElement(tag), { className: names(name) }, more);
      element.append(...children);
      return element;
    };
    const heading = messages?.modalHeader ?? texts?.title ?? '';
    const label = messages?.modalLinkLabel ?? '';
    const title = part('h2', '-title', { tabIndex: -1, textContent: heading });
    const close = part('button', '-close', { ariaLabel: texts?.close ?? '', textContent: '×' });
    const frame = part('iframe', '-iframe', { src: origin + url, title: texts?.frame ?? '' });
    this.#dialog.className = names('-wrapper');
    this.#dialog.lang = texts?.lang ?? '';
    this.#dialog.setAttribute('aria-label', heading);
    const tab = part('button', '-link', { textContent: label, hidden: !label, onclick: () => void (this.#tab = open(frame.src)) });
    const content = part('div', '-content', {}, frame);
    Object.assign(content.style, size);
    this.#dialog.append(part('div', '', {}, part('div', '-header', {}, title, tab, close), content));

    const shut = (event: Event): void => {
      event.preventDefault();
      this.remove();
      onClose();
    };
    close.onclick = this.#dialog.oncancel = shut;
    addEventListener('message', event => {
      if (event.origin !== origin || (event.source !== frame.contentWindow && event.source !== this.#tab)) return;
      const message = readMessage(event.data);
      if (message?.action !== stepEnded) return;
      this.remove();
      onEnd(message.data);
    }, { signal: this.#end.signal });
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    title.focus();
  }

  remove(): void {
    this.#end.abort();
    this.#tab?.close();
    this.#dialog.close();
    this.#dialog.remove();
  }
}
