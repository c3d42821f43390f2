import type { Attack } from '../attack.ts';
import { applicationAttacks } from './applications.ts';
import { podAttacks } from './pods.ts';

/** Every attack, in the order of docs/containment.md. */
export const attacks: readonly Attack[] = [...applicationAttacks, ...podAttacks];
