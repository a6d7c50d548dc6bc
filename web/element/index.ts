import { TetriCheckout } from './element';

if (!customElements.get('tetri-checkout')) customElements.define('tetri-checkout', TetriCheckout);
