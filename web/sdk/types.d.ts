/** `$checkout`: pay on a page of the shop's own, through a frame of the gateway. */
export default $checkout;
export as namespace $checkout;

declare const $checkout: $checkout.Checkout;

declare namespace $checkout {
  type Params = Record<string, unknown>;

  /** Names of parts and what `$checkout` makes of them. */
  interface Parts {
    Api: Api;
    FormWidget: FormWidget;
    ButtonWidget: ButtonWidget;
    PaymentButton: PaymentButton;
    PaymentElement: PaymentElement;
    PaymentRequestApi: PaymentRequestApi;
    Connector: Events;
  }

  interface Options {
    Api: ApiParams;
    FormWidget: ApiParams & { element: string; options?: Params };
    ButtonWidget: ApiParams & { element: string; options?: Params; attributes?: Record<string, string> };
    PaymentButton: PaymentButtonParams;
    PaymentElement: PaymentElementParams;
    PaymentRequestApi: never;
    Connector: never;
  }

  interface Checkout {
    /** One instance for each name, made with the parameters of the first call. */
    <N extends keyof Parts>(name: N, params?: Options[N]): Parts[N];
    /** A new instance each time. */
    get<N extends keyof Parts>(name: N, params?: Options[N]): Parts[N];
    add(name: string, part: new (params?: never) => object): this;
    Api: new (params?: ApiParams) => Api;
    Response: new (data?: Params) => Response;
    PaymentButton: new (params?: PaymentButtonParams) => PaymentButton;
    PaymentElement: new (params?: PaymentElementParams) => PaymentElement;
    PaymentRequestApi: new () => PaymentRequestApi;
    Module: new () => Events;
    Connector: new () => Events;
    Config: { ApiOrigin: string; ApiEndpoint: Endpoints };
    Utils: { extend: typeof Object.assign };
  }

  interface Endpoints {
    gateway: string;
    element: string;
  }

  interface ApiParams {
    /** Of the gateway; where the script came from when left out. */
    origin?: string;
    endpoint?: Partial<Endpoints>;
    /** What the invisible frame is put into; `body` when left out. */
    container?: string;
    /** Over the issuer's page: the header, and a link that opens the page in a tab of its own. There is no link without its label. */
    messages?: { modalHeader?: string; modalLinkLabel?: string };
  }

  interface Events {
    on(type: string, listener: (...args: never[]) => void): this;
    off(type?: string, listener?: (...args: never[]) => void): this;
    trigger(type: string, ...args: unknown[]): this;
    destroy(): void;
  }

  /** A call under way: a promise with the old names on top. */
  interface Pending<T = Response> extends PromiseLike<T> {
    done(handler: (this: Api, model: T) => void): this;
    fail(handler: (this: Api, model: T) => void): this;
    always(handler: (this: Api, model: T) => void): this;
    progress(handler: (this: Api, model: T) => void): this;
    then<A = T, B = never>(done?: ((model: T) => A | PromiseLike<A>) | null, fail?: ((model: T) => B | PromiseLike<B>) | null, progress?: (model: T) => void): Promise<A | B>;
    catch<B = never>(fail?: ((model: T) => B | PromiseLike<B>) | null): Promise<T | B>;
    finally(handler?: (() => void) | null): Promise<T>;
    state(): 0 | 1 | 2;
    isPending(): boolean;
    isResolved(): boolean;
    isRejected(): boolean;
  }

  /** What `before` and `after` end: go on, or don't. */
  interface Defer {
    resolve(value?: unknown): this;
    reject(fault?: unknown): this;
  }

  interface Api extends Events {
    params: Required<ApiParams>;
    loaded: boolean;
    /** Calls back when the frame is there, or can't be had: calls fail then. */
    scope(callback?: (this: Api, api: Api) => void): Promise<this>;
    request(model: 'api.checkout.form', method: 'request', params: FormRequest): Pending;
    request(model: string, method: string, params?: Params): Pending;
    setOrigin(origin: string): this;
    extendParams(params: ApiParams): this;
    url(type: keyof Endpoints, more?: string): string;
    on(type: 'modal.close', listener: () => void): this;
    on(type: 'error', listener: (model: Response) => void): this;
    on(type: string, listener: (...args: never[]) => void): this;
  }

  /** A payment: of an order's token, or of the merchant's id with an amount in major units. */
  interface FormRequest {
    payment_system?: string;
    token?: string;
    merchant_id?: number | string;
    amount?: number | string;
    currency?: string;
    order_id?: number | string;
    order_desc?: string;
    card_number?: string;
    /** MM/YY, MM/YYYY, MMYY or MMYYYY. */
    expiry_date?: string;
    cvv2?: string;
    email?: string;
    lang?: string;
    [more: string]: unknown;
  }

  interface Fault {
    /** A code of the protocol; `cancelled` when the payer closed the issuer's window, `unavailable` when the gateway's page could not be had. */
    code: number | 'cancelled' | 'unavailable';
    message: string;
    request_id?: string;
  }

  interface Model extends Events {
    data: Params;
    attr(path: 'error'): Fault | undefined;
    attr(path: string): unknown;
    attr(path: string, value: unknown): this;
    alt<T>(path: string, otherwise: T): unknown;
    instance(data?: Params): this;
    each(visit: (item: Model, value: unknown, name: string) => void): void;
    each(path: string, visit: (item: Model, value: unknown, name: string) => void): void;
    find(visit: (item: Model, value: unknown, name: string) => unknown): Model | false;
    find(path: string, visit: (item: Model, value: unknown, name: string) => unknown): Model | false;
    filter(visit: (item: Model, value: unknown, name: string) => unknown): unknown;
    filter(path: string, visit: (item: Model, value: unknown, name: string) => unknown): unknown;
    serialize(): Params;
    stringify(): string;
  }

  interface Response extends Model {
    sendResponse(): boolean;
    submitToMerchant(): boolean;
    submit3dsForm(): void;
    waitOn3dsDecline(): number;
    redirectUrl(): boolean;
    submitForm(): boolean;
    formDataSubmit(url: string, data: Params, target?: string, method?: string): void;
    inProgress(): boolean;
    readyToSubmit(): boolean;
    waitForResponse(): boolean;
    needVerifyCode(): boolean;
    supportedMethod(method: string): void;
    getUID(): number | undefined;
  }

  interface Widget extends Api {
    on(type: 'success' | 'error' | 'progress', listener: (model: Response) => void): this;
    on(type: 'request', listener: (params: Params) => void): this;
    on(type: string, listener: (...args: never[]) => void): this;
  }
  type FormWidget = Widget;
  type ButtonWidget = Widget;

  interface PaymentElementParams {
    method: string;
    origin?: string;
    endpoint?: string;
    appendTo?: string | Element;
    height?: number;
    mode?: string;
    type?: string;
    color?: string;
    lang?: string;
  }

  interface PaymentElement extends Events {
    element: HTMLButtonElement;
    setPaymentRequest(request: PaymentRequestApi): this;
    mount(): this;
    show(): this;
    hide(): this;
  }

  interface PaymentButtonParams extends ApiParams {
    element: string;
    methods?: string[];
    style?: Partial<Pick<PaymentElementParams, 'height' | 'mode' | 'type' | 'color'>>;
    data?: Params;
    api?: Api;
    before?: (defer: Defer) => void;
    after?: (defer: Defer, params: Params) => void;
  }

  interface PaymentButton extends Events {
    update(data?: Params): Pending;
    on(type: 'success' | 'error', listener: (model: Response) => void): this;
    on(type: string, listener: (...args: never[]) => void): this;
  }

  interface PaymentRequestApi extends Events {
    setApi(api: Api): this;
    setMerchant(merchant: unknown): this;
    setPayload(payload: Params): this;
    getSupportedMethods(): Promise<{ fallback: boolean; provider: string[] }>;
    update(data: Params): Pending;
    pay(method: string): Pending<unknown>;
  }
}
