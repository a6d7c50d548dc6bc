import { begin } from './begin';

void begin();
