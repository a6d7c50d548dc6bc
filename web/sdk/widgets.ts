import { Api, type ApiParams } from './api';
import { read } from './form';
import type { Response } from './response';

type Data = Record<string, unknown>;

/** Pays on an event of the page's elements, and brings the payer back to the shop by itself. */
abstract class Widget extends Api {
  constructor(params: Partial<ApiParams> = {}, event: string) {
    super(params);
    const { element } = this.params;
    if (typeof element !== 'string') return;
    for (const found of document.querySelectorAll<HTMLElement>(element)) found.addEventListener(event, heard => this.sendRequest(found, heard));
  }

  abstract getRequestParams(element: HTMLElement): Data;

  sendRequest(element: HTMLElement, event: Event): void {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const params = this.getRequestParams(element);
    this.trigger('request', params);
    void this.scope(() => {
      this.request('api.checkout.form', 'request', params)
        .done((model: Response) => {
          model.sendResponse();
          model.submitToMerchant();
          this.trigger('success', model);
        })
        .fail((model: Response) => this.trigger('error', model))
        .progress((model: Response) => this.trigger('progress', model));
    });
  }
}

export class FormWidget extends Widget {
  constructor(params?: Partial<ApiParams>) {
    super(params, 'submit');
  }

  getRequestParams(form: HTMLElement): Data {
    return read(form as HTMLFormElement, structuredClone(this.params['options'] ?? {}) as Data);
  }
}

/** Its `attributes` say which attribute of the element is which parameter. */
export class ButtonWidget extends Widget {
  constructor(params?: Partial<ApiParams>) {
    super(params, 'click');
  }

  getRequestParams(button: HTMLElement): Data {
    const result: Data = { ...(this.params['options'] as Data) };
    for (const [attribute, name] of Object.entries((this.params['attributes'] ?? {}) as Record<string, string>)) {
      const value = button.getAttribute(attribute);
      if (value !== null) result[name] = value;
    }
    return result;
  }
}
