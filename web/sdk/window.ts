import { readMessage, stepEnded, type Modal } from '../protocol/messages';

const names = (part: string): string => `ipsp-modal${part} flitt-modal${part}`;

const style = `
.ipsp-modal-wrapper{border:0;padding:0;margin:auto;width:min(640px,100vw - 16px);height:min(720px,100dvh - 16px);max-width:none;max-height:none;border-radius:8px;overflow:hidden;color-scheme:light dark;background:Canvas;color:CanvasText;box-shadow:0 8px 40px rgb(0 0 0/25%)}
.ipsp-modal-wrapper::backdrop{background:rgb(0 0 0/45%)}
.ipsp-modal{display:flex;flex-direction:column;height:100%}
.ipsp-modal-header{display:flex;align-items:center;gap:8px;padding:4px 4px 4px 16px;border-bottom:1px solid #8886}
.ipsp-modal-title{flex:1;margin:0;font:600 16px/1.3 system-ui,sans-serif;outline:0}
.ipsp-modal-close{width:44px;height:44px;border:0;border-radius:6px;background:none;color:inherit;font:24px/1 system-ui,sans-serif;cursor:pointer}
.ipsp-modal-close:hover{background:#8883}
.ipsp-modal-close:focus-visible{outline:2px solid Highlight;outline-offset:-2px}
.ipsp-modal-content{flex:1;min-height:0}
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

export interface Ended {
  onEnd(data: Record<string, unknown>): void;
  onClose(): void;
}

/** The issuer's page, in a page of the gateway, in the browser's own modal dialog: it holds the focus and hears Esc. */
export class IssuerWindow {
  readonly #dialog = document.createElement('dialog');
  readonly #end = new AbortController();

  constructor(origin: string, { url, texts }: Modal, { onEnd, onClose }: Ended) {
    addStyle();
    const part = <K extends keyof HTMLElementTagNameMap>(tag: K, name: string, more: Partial<HTMLElementTagNameMap[K]>, ...children: Node[]): HTMLElementTagNameMap[K] => {
      const element = Object.assign(document.createElement(tag), { className: names(name) }, more);
      element.append(...children);
      return element;
    };
    const id = `ipsp-modal-${Math.random().toString(36).slice(2)}`;
    const title = part('h2', '-title', { id, tabIndex: -1, textContent: texts?.title ?? '' });
    const close = part('button', '-close', { type: 'button', ariaLabel: texts?.close ?? '', textContent: '×' });
    const frame = part('iframe', '-iframe', { src: origin + url, title: texts?.frame ?? '' });
    this.#dialog.className = names('-wrapper');
    this.#dialog.lang = texts?.lang ?? '';
    this.#dialog.setAttribute('aria-labelledby', id);
    this.#dialog.append(part('div', '', {}, part('div', '-header', {}, title, close), part('div', '-content', {}, frame)));

    const { signal } = this.#end;
    const shut = (event: Event): void => {
      event.preventDefault();
      this.remove();
      onClose();
    };
    close.addEventListener('click', shut, { signal });
    this.#dialog.addEventListener('cancel', shut, { signal });
    addEventListener('message', event => {
      if (event.source !== frame.contentWindow || event.origin !== origin) return;
      const message = readMessage(event.data);
      if (message?.action !== stepEnded) return;
      this.remove();
      onEnd(message.data);
    }, { signal });
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    title.focus();
  }

  remove(): void {
    this.#end.abort();
    this.#dialog.close();
    this.#dialog.remove();
  }
}
