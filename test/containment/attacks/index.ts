import type { Attack } from '../attack.ts';
import { applicationAttacks } from './applications.ts';
import { clusterObjectAttacks, identityAttacks } from './cluster-objects.ts';
import { directiveAttacks } from './directives.ts';
import { harmlessRows } from './harmless.ts';
import { kindAttacks } from './kinds.ts';
import { podAttacks } from './pods.ts';
import { serviceAttacks } from './services.ts';

/** Every attack, in the order of docs/containment.md; the last are what every gate lets through. */
export const attacks: readonly Attack[] = [
  ...applicationAttacks,
  ...clusterObjectAttacks,
  ...identityAttacks,
  ...kindAttacks,
  ...podAttacks,
  ...serviceAttacks,
  ...directiveAttacks,
  ...harmlessRows,
];
