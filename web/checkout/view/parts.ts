/** Parts that the first screen does without: loaded together, soon after it or when one is needed. */
export { AtBank } from './AtBank';
export { BankForm, Banks } from './Banks';
export { Challenge } from './Challenge';
export { CodeForm } from './CodeForm';
export { Decline } from './Decline';
export { ExtraFields } from './ExtraFields';
export { Languages } from './Languages';
export { MethodFrame } from './MethodFrame';
export { Promocode } from './Promocode';
export { Result } from './Result';
export { KeepCard, SavedCards } from './SavedCards';
export { Schedule } from './Schedule';
export { Sums } from './Sums';
export { TestCards } from './TestCards';
export { Wallets } from './Wallets';
