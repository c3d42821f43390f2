import type { AdmissionRequest } from './admission.ts';
import { fieldsOf, textOf, type Fields } from '../../resources/fields.ts';
import { invalid } from '../status-failure.ts';

/** 10.96.0.0/16; .0.1 is the API server's own, the first 256 are left to those who choose. */
const NETWORK = [10, 96] as const;
const FIRST = 256;
const LAST = 65_534;

/** Keeps the address of an update; gives a new Service the one asked for, or the next free one. */
export function allocateClusterAddress(
  { operation, resource, object, old, store }: AdmissionRequest,
  spec: Fields,
): void {
  if (operation === 'UPDATE' && !spec.clusterIP) {
    const before = fieldsOf(old?.spec);
    if (before?.clusterIP !== undefined)
      Object.assign(spec, { clusterIP: before.clusterIP, clusterIPs: before.clusterIPs });
  }
  if (spec.clusterIP === 'None' || old !== undefined) {
    if (spec.clusterIP !== undefined) spec.clusterIPs = [spec.clusterIP];
    return;
  }
  const taken = new Set(store.list('Service').map((service) => fieldsOf(service.spec)?.clusterIP));
  const asked = spec.clusterIP;
  if (asked !== undefined && asked !== '') {
    const problem = taken.has(asked) ? 'provided IP is already allocated' : outside(asked);
    if (problem) {
      const message = `Invalid value: ${JSON.stringify([asked])}: failed to allocate IP ${textOf(asked)}: ${problem}`;
      throw invalid(resource, object.metadata.name, [
        { field: 'spec.clusterIPs', reason: 'FieldValueInvalid', message },
      ]);
    }
  }
  spec.clusterIP = asked || nextFree(taken, `${object.metadata.namespace}/${object.metadata.name}`);
  spec.clusterIPs = [spec.clusterIP];
}

/** Starts at a place that the name gives, so that a Service made again tends to find its old address. */
function nextFree(taken: ReadonlySet<unknown>, name: string): string {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  const range = LAST - FIRST;
  for (let step = 0; step < range; step += 1) {
    const offset = FIRST + ((hash + step) % range);
    const address = [...NETWORK, offset >> 8, offset & 255].join('.');
    if (!taken.has(address)) return address;
  }
  throw new Error('no address is left in 10.96.0.0/16');
}

function outside(address: unknown): string | undefined {
  const ours =
    typeof address === 'string' &&
    /^10\.96\.(\d{1,2}|1\d\d|2[0-4]\d|25[0-5])\.(\d{1,2}|1\d\d|2[0-4]\d|25[0-5])$/.test(address);
  return ours ? undefined : 'the provided IP is not in the valid range. The range of valid IPs is 10.96.0.0/16';
}
