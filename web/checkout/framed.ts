import { begin, token, view } from './begin';
import './css/frame.css';
import { enterFrame } from './frame/enter';

const allowed = document.querySelector<HTMLMetaElement>('meta[name=parents]')?.content ?? '';

// Where the gateway allows nobody to be around it the page stands alone, and speaks to nobody.
void (async () => begin(allowed === '' || parent === self ? undefined : await enterFrame(allowed, token, view)))();
