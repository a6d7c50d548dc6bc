import { checkout } from './checkout';

Object.assign(globalThis, { checkout, fondy: checkout, hutko: checkout });
