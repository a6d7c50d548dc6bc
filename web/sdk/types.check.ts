declare const $checkout: (typeof import('./types.d.ts'))['default'];

/** Compiled with the rest: what must be allowed, and what must not. */
export const examples = async (): Promise<void> => {
  const api = $checkout('Api', { origin: 'https://pay.example' });
  api.on('modal.close', () => {}).on('error', model => model.attr('error')?.message.trim());
  await api.scope(function () {
    this.request('api.checkout.form', 'request', { token: 'x', card_number: '4444555511116666', expiry_date: '12/34', cvv2: '123' })
      .done(model => void model.submitToMerchant())
      .fail(model => void (model.attr('error')?.code === 'cancelled'))
      .progress(function (model) {
        this.setOrigin('');
        setTimeout(() => model.submit3dsForm(), model.waitOn3dsDecline() * 1000);
      });
  });
  const model = await api.request('api.checkout.order', 'get', { token: 'x' });
  model.sendResponse();
  $checkout.get('PaymentButton', { element: '#wallets', before: defer => void defer.resolve() }).on('success', paid => paid.stringify());
  // @ts-expect-error there is no such part
  $checkout('Nothing');
  // @ts-expect-error a form widget needs a form
  $checkout.get('FormWidget', {});
};
