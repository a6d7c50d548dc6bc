import { submit } from './form';
import { Model } from './model';

type Data = Record<string, unknown>;

/** What a call was answered, and the steps that may follow. */
export class Response extends Model {
  uid?: number;
  /** Opens the issuer's window. */
  connector?: { trigger(name: 'modal', modal: unknown): unknown };

  setUID(uid: number): this {
    this.uid = uid;
    return this;
  }

  getUID(): number | undefined {
    return this.uid;
  }

  setConnector(connector: NonNullable<Response['connector']>): this {
    this.connector = connector;
    return this;
  }

  stringFormat(text: string): string {
    return text.replace(/{(.+?)}/g, (whole, name: string) => String(this.attr(`order.order_data.${name}`) || whole));
  }

  formDataSubmit(url: string, data: Data, target?: string, method?: string): void {
    submit(this.stringFormat(url), data, target, method);
  }

  redirectToUrl(url: string): void {
    location.assign(url);
  }

  redirectUrl(): boolean {
    const url = this.attr('url');
    if (typeof url === 'string' && url) this.redirectToUrl(url);
    return Boolean(url);
  }

  submitForm(): boolean {
    const [url, data] = [this.attr('url'), this.attr('send_data')];
    if (!url || !data) return false;
    this.formDataSubmit(url as string, data as Data, '_self', this.attr('method') as string);
    return true;
  }

  /** Does what the answer asks for; false where it asks for nothing. */
  sendResponse(): boolean {
    const action = this.attr('action');
    return action === 'submit' ? this.submitForm() : action === 'redirect' && this.redirectUrl();
  }

  /** Brings the payer back to the shop, where the order is ready for it. */
  submitToMerchant(): boolean {
    const url = (this.attr('model.url') || this.attr('order.response_url')) as string;
    const data = (this.attr('model.send_data') || this.attr('order.order_data')) as Data;
    if (!this.readyToSubmit() || !url || !data) return false;
    if (this.attr('order.action') === 'redirect' || data['get_without_parameters'] === true) this.redirectToUrl(url);
    else this.formDataSubmit(url, data, '_self', this.attr('order.method') as string);
    return true;
  }

  /** Goes on to the issuer after a refusal that it caused. */
  submit3dsForm(): void {
    if (this.attr('submit3ds.checkout_data')) this.connector?.trigger('modal', this.attr('submit3ds'));
  }

  /** Seconds that the page may tell of the refusal before it goes on. */
  waitOn3dsDecline(): number {
    return this.attr('submit3ds.checkout_data.js_wait_on_3ds_decline') ? (this.attr('submit3ds.checkout_data.js_wait_on_3ds_decline_duration') as number) : 0;
  }

  inProgress(): boolean {
    return Boolean(this.attr('order.in_progress'));
  }

  readyToSubmit(): boolean {
    return Boolean(this.attr('order.ready_to_submit'));
  }

  waitForResponse(): boolean {
    return Boolean(this.attr('order.pending'));
  }

  needVerifyCode(): boolean {
    return Boolean(this.attr('order.need_verify_code'));
  }

  supportedMethod(method: string): void {
    const item = this.find('methods', found => String(found.alt('supportedMethods', '')).includes(method));
    this.attr('methods', item ? [item.serialize()] : []);
  }
}
