import { defineComponent, getCurrentInstance, h, onBeforeUnmount, onMounted, onUpdated, ref, watch } from 'vue';
import { configOf, embed, events, type Embedded } from '../embed/embed';
import { load } from '../embed/load';
import type { TetriCheckout as Declared, TetriCheckoutProps } from './types';

export const TetriCheckout = defineComponent({
  name: 'TetriCheckout',
  props: {
    gateway: { type: String, required: true }, version: String, integrity: String,
    options: Object, params: { type: Object, required: true }, messages: Object, css_variable: Object, cssVariable: Object, fields_custom: [Array, Object], fieldsCustom: [Array, Object],
  },
  emits: [...events],
  setup(props, { emit, expose }) {
    const target = ref<HTMLElement>();
    const instance = getCurrentInstance();
    const stays = (): boolean => instance?.vnode.props?.['onCallback'] !== undefined;
    const given = props as unknown as TetriCheckoutProps;
    let embedded: Embedded | undefined;

    const begin = (): void => {
      const { gateway, version, integrity } = given;
      embedded = embed(target.value as Element, () => load({ gateway, version, integrity }), configOf(given), stays(), (event, value) => emit(event, value));
    };
    const end = (): void => embedded?.destroy();
    const update = (): void => embedded?.update(configOf(given), stays());

    onMounted(begin);
    onBeforeUnmount(end);
    onUpdated(update);
    // What changes inside an object of the shop's counts too.
    watch(() => configOf(given), update, { deep: true, flush: 'post' });
    watch(() => [given.gateway, given.version, given.integrity], () => {
      end();
      begin();
    }, { flush: 'post' });
    expose({ submit: () => embedded?.submit() ?? Promise.reject(new Error('the form is not there')) });
    return () => h('div', { ref: target });
  },
}) as unknown as typeof Declared;
