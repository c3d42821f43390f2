import { createHash } from 'node:crypto';
import { equalJson } from '../../store/json.ts';
import type { PodTemplate } from '../objects/pod.ts';

/** The label by which pods and their ReplicaSet find each other. */
export const TEMPLATE_HASH = 'pod-template-hash';

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const LENGTH = 10;

/** The same for the same template whatever the order of its keys; `collisions` finds another when the name is taken. */
export function templateHash(template: PodTemplate, collisions = 0): string {
  const digest = createHash('sha256')
    .update(canonical(template))
    .update(collisions > 0 ? String(collisions) : '')
    .digest();
  return [...digest.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** Whether both are the same template, the hash label aside. */
export function sameTemplate(left: PodTemplate, right: PodTemplate): boolean {
  return equalJson(withoutHash(left), withoutHash(right));
}

function withoutHash(template: PodTemplate): PodTemplate {
  const { labels = {}, ...metadata } = template.metadata ?? {};
  const { [TEMPLATE_HASH]: _, ...rest } = labels;
  return { ...template, metadata: { ...metadata, labels: rest } };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${sorted.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}
